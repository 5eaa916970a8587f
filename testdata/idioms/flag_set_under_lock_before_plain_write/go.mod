module idiom.example/flag_set_under_lock_before_plain_write

go 1.26
