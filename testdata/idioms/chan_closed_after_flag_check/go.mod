module idiom.example/chan_closed_after_flag_check

go 1.26
