module idiom.example/part_used_again_by_reset

go 1.26
