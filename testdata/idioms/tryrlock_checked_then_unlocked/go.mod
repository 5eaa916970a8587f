module idiom.example/tryrlock_checked_then_unlocked

go 1.26
