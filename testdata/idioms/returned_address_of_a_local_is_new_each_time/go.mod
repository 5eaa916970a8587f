module idiom.example/returned_address_of_a_local_is_new_each_time

go 1.26
