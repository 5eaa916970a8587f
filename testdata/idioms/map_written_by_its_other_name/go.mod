module idiom.example/map_written_by_its_other_name

go 1.26
