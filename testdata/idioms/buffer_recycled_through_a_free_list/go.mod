module idiom.example/buffer_recycled_through_a_free_list

go 1.26
