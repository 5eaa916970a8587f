module idiom.example/group_of_each_call_of_a_recursive_conversion

go 1.26
