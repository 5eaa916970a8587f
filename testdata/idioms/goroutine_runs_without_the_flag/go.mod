module idiom.example/goroutine_runs_without_the_flag

go 1.26
