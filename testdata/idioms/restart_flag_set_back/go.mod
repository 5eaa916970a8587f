module idiom.example/restart_flag_set_back

go 1.26
