module idiom.example/method_adds_while_goroutine_waits

go 1.26
