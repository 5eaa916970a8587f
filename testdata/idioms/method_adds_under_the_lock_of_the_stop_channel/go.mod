module idiom.example/method_adds_under_the_lock_of_the_stop_channel

go 1.26
