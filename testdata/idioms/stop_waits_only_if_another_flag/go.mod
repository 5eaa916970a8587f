module idiom.example/stop_waits_only_if_another_flag

go 1.26
