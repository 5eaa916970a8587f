module idiom.example/lock_is_held_by_all_that_can_be_seen

go 1.26
