module idiom.example/tryrlock_checked

go 1.26
