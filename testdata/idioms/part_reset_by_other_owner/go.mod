module idiom.example/part_reset_by_other_owner

go 1.26
