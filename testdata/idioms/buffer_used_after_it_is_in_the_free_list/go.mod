module idiom.example/buffer_used_after_it_is_in_the_free_list

go 1.26
