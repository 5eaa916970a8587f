module idiom.example/captured_result_received

go 1.26
