module idiom.example/channel_of_two_places_is_no_lock

go 1.26
