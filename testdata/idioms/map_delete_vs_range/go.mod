module idiom.example/map_delete_vs_range

go 1.26
