module idiom.example/lock_taken_five_calls_up

go 1.26
