module idiom.example/wait_on_all_but_one_error

go 1.26
