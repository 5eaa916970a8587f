module idiom.example/captured_named_result_returned

go 1.26
