module idiom.example/lock_given_up_by_a_callback

go 1.26
