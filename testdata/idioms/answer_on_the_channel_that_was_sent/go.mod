module idiom.example/answer_on_the_channel_that_was_sent

go 1.26
