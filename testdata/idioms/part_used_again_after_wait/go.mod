module idiom.example/part_used_again_after_wait

go 1.26
