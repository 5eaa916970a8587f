module idiom.example/owner_by_a_busy_flag

go 1.26
