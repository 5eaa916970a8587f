module idiom.example/closed_on_the_way_out_of_the_constructor

go 1.26
