module idiom.example/value_complete_before_it_is_sent

go 1.26
