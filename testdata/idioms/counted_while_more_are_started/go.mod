module idiom.example/counted_while_more_are_started

go 1.26
