module idiom.example/channel_of_one_place_as_a_token

go 1.26
