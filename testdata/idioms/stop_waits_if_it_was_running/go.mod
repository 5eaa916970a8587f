module idiom.example/stop_waits_if_it_was_running

go 1.26
