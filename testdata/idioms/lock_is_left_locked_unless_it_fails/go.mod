module idiom.example/lock_is_left_locked_unless_it_fails

go 1.26
