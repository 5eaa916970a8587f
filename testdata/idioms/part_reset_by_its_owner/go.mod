module idiom.example/part_reset_by_its_owner

go 1.26
