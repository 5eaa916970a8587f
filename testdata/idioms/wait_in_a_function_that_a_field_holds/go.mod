module idiom.example/wait_in_a_function_that_a_field_holds

go 1.26
