module idiom.example/worker_reads_what_is_set_before_its_first_job

go 1.26
