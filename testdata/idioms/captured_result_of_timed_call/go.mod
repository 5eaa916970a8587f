module idiom.example/captured_result_of_timed_call

go 1.26
