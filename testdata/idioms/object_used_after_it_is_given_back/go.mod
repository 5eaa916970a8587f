module idiom.example/object_used_after_it_is_given_back

go 1.26
