module idiom.example/callback_runs_under_the_lock_of_its_maker

go 1.26
