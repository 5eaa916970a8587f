module idiom.example/variable_names_another_object_after_the_start

go 1.26
