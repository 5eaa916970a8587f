module idiom.example/unbuffered_stop_received

go 1.26
