module idiom.example/worker_that_is_made_in_some_rounds

go 1.26
