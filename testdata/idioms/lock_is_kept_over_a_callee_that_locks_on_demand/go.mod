module idiom.example/lock_is_kept_over_a_callee_that_locks_on_demand

go 1.26
