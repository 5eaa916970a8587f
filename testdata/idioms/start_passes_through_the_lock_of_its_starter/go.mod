module idiom.example/start_passes_through_the_lock_of_its_starter

go 1.26
