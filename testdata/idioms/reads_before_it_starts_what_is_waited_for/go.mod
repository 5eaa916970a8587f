module idiom.example/reads_before_it_starts_what_is_waited_for

go 1.26
