module idiom.example/encoder_runs_under_the_lock

go 1.26
