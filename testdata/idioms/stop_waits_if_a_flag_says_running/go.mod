module idiom.example/stop_waits_if_a_flag_says_running

go 1.26
