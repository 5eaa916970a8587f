module idiom.example/first_error_of_a_loops_goroutines_ends_it

go 1.26
