package broken

func f() {
	x := = 1
}
