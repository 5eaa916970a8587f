module idiom.example/goto_past_the_wait

go 1.26
