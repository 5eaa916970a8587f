module idiom.example/worker_gets_its_first_job_later

go 1.26
