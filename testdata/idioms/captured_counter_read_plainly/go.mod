module idiom.example/captured_counter_read_plainly

go 1.26
