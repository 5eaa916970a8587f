module idiom.example/spawn_through_func_field

go 1.26
