module idiom.example/map_kept_in_a_variable

go 1.26
