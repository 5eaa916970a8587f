module idiom.example/drain_left_by_a_recovered_panic

go 1.26
