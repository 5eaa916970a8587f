module idiom.example/lock_held_by_some_callers

go 1.26
