module idiom.example/done_after_many_channels

go 1.26
