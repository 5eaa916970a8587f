module idiom.example/loopvar_of_each_round

go 1.26
