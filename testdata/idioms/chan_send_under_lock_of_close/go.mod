module idiom.example/chan_send_under_lock_of_close

go 1.26
