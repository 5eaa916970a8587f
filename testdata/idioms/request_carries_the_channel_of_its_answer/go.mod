module idiom.example/request_carries_the_channel_of_its_answer

go 1.26
