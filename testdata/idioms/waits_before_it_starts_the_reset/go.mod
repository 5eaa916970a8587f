module idiom.example/waits_before_it_starts_the_reset

go 1.26
