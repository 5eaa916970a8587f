module idiom.example/lock_handed_over_through_a_wrapper

go 1.26
