module idiom.example/error_set_by_either_closer

go 1.26
