module idiom.example/loopvar_written_by_goroutine

go 1.26
