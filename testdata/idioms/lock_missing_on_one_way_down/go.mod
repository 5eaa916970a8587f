module idiom.example/lock_missing_on_one_way_down

go 1.26
