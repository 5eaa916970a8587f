module idiom.example/each_call_has_a_variable_of_its_own

go 1.26
