module idiom.example/lock_is_handed_over_with_a_closed_channel

go 1.26
