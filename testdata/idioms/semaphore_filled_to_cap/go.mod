module idiom.example/semaphore_filled_to_cap

go 1.26
