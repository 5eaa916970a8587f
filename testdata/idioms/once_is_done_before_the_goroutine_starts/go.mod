module idiom.example/once_is_done_before_the_goroutine_starts

go 1.26
