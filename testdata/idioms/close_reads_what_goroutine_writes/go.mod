module idiom.example/close_reads_what_goroutine_writes

go 1.26
