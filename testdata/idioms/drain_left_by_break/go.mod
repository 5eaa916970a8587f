module idiom.example/drain_left_by_break

go 1.26
