module idiom.example/value_kept_in_a_channel_of_one_place

go 1.26
