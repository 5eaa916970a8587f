module idiom.example/chan_closed_by_sender

go 1.26
