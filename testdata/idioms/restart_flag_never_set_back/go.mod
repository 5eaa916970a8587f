module idiom.example/restart_flag_never_set_back

go 1.26
