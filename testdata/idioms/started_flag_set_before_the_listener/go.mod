module idiom.example/started_flag_set_before_the_listener

go 1.26
