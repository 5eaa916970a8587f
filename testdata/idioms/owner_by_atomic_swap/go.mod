module idiom.example/owner_by_atomic_swap

go 1.26
