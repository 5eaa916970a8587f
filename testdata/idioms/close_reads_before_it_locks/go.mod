module idiom.example/close_reads_before_it_locks

go 1.26
