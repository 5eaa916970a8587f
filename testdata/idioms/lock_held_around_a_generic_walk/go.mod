module idiom.example/lock_held_around_a_generic_walk

go 1.26
