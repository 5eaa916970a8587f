module idiom.example/one_error_from_each_of_a_loops_goroutines

go 1.26
