module idiom.example/stop_called_by_the_goroutine

go 1.26
