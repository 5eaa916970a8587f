module idiom.example/loopvar_of_all_rounds

go 1.21
