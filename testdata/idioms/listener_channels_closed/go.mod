module idiom.example/listener_channels_closed

go 1.26
