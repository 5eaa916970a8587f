module idiom.example/items_with_a_channel_of_their_own

go 1.26
