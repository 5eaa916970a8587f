module idiom.example/map_swapped_under_the_lock

go 1.26
