module idiom.example/drain_of_early_closed_channel

go 1.26
