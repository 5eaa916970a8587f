module idiom.example/cleanup_flag_set_after_a_return

go 1.26
