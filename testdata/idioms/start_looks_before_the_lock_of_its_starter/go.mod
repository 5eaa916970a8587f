module idiom.example/start_looks_before_the_lock_of_its_starter

go 1.26
