module idiom.example/pooled_object_is_reset_before_it_is_put_back

go 1.26
