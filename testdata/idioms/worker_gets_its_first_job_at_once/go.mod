module idiom.example/worker_gets_its_first_job_at_once

go 1.26
