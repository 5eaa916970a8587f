module idiom.example/lock_given_up_before_a_generic_walk

go 1.26
