module idiom.example/value_changed_after_it_is_sent

go 1.26
