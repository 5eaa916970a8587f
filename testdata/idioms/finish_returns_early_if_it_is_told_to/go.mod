module idiom.example/finish_returns_early_if_it_is_told_to

go 1.26
