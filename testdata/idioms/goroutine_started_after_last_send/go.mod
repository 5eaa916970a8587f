module idiom.example/goroutine_started_after_last_send

go 1.26
