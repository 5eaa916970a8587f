module idiom.example/lock_held_by_all_callers

go 1.26
