module idiom.example/object_of_all_goroutines_of_a_loop

go 1.26
