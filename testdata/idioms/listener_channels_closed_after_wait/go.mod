module idiom.example/listener_channels_closed_after_wait

go 1.26
