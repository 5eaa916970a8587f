module idiom.example/inner_map_outlives_its_place_in_the_outer

go 1.26
