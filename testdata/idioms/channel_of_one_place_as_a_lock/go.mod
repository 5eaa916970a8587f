module idiom.example/channel_of_one_place_as_a_lock

go 1.26
