module idiom.example/lock_handed_over_on_a_goroutine

go 1.26
