module idiom.example/local_variable_sent_by_its_address

go 1.26
