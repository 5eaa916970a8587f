module idiom.example/lock_is_handed_over_with_a_message

go 1.26
