module idiom.example/lock_released_and_taken_again

go 1.26
