module idiom.example/lock_is_left_locked_only_if_it_fails

go 1.26
