module idiom.example/worker_of_each_round_by_its_kind

go 1.26
