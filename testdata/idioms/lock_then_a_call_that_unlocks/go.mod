module idiom.example/lock_then_a_call_that_unlocks

go 1.26
