module idiom.example/adds_while_it_counts_itself

go 1.26
