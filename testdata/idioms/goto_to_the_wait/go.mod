module idiom.example/goto_to_the_wait

go 1.26
