module idiom.example/lock_given_up_on_the_way_past

go 1.26
