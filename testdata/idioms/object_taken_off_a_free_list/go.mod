module idiom.example/object_taken_off_a_free_list

go 1.26
