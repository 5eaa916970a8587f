module idiom.example/handler_reads_on_the_goroutine_of_a_registry

go 1.26
