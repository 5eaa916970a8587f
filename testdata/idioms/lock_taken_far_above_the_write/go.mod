module idiom.example/lock_taken_far_above_the_write

go 1.26
