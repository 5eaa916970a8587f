module idiom.example/wait_says_that_it_was_in_time_too_late

go 1.26
