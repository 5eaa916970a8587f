module idiom.example/cleanup_left_to_the_goroutine_by_a_flag

go 1.26
