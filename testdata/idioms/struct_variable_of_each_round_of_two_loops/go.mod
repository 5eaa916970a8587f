module idiom.example/struct_variable_of_each_round_of_two_loops

go 1.26
