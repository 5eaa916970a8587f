module idiom.example/lock_neither_taken_nor_held

go 1.26
