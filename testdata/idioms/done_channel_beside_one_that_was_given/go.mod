module idiom.example/done_channel_beside_one_that_was_given

go 1.26
