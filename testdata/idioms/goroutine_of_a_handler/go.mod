module idiom.example/goroutine_of_a_handler

go 1.26
