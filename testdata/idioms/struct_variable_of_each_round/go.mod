module idiom.example/struct_variable_of_each_round

go 1.26
