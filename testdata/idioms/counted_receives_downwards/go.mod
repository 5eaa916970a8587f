module idiom.example/counted_receives_downwards

go 1.26
