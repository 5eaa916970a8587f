module idiom.example/length_of_a_map

go 1.26
