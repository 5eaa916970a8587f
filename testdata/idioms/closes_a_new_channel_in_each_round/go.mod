module idiom.example/closes_a_new_channel_in_each_round

go 1.26
