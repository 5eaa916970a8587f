module idiom.example/wait_says_whether_it_was_in_time

go 1.26
