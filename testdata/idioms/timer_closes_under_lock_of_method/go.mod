module idiom.example/timer_closes_under_lock_of_method

go 1.26
