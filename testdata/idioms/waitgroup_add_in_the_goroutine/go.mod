module idiom.example/waitgroup_add_in_the_goroutine

go 1.26
