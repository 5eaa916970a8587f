module idiom.example/object_of_one_of_two_goroutines

go 1.26
