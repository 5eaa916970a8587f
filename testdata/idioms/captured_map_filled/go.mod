module idiom.example/captured_map_filled

go 1.26
