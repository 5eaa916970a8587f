module idiom.example/variable_set_by_a_local_function

go 1.26
