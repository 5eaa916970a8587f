module idiom.example/generic_worker_no_wait

go 1.26
