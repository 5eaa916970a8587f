module idiom.example/value_used_after_it_is_put_back

go 1.26
