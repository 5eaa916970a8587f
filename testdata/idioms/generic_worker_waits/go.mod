module idiom.example/generic_worker_waits

go 1.26
