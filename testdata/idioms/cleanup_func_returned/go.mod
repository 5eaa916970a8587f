module idiom.example/cleanup_func_returned

go 1.26
