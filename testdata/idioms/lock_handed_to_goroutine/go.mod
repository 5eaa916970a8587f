module idiom.example/lock_handed_to_goroutine

go 1.26
