module idiom.example/variable_set_by_a_local_function_that_waits

go 1.26
