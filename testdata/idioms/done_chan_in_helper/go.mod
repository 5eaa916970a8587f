module idiom.example/done_chan_in_helper

go 1.26
