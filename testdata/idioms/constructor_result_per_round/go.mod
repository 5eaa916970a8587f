module idiom.example/constructor_result_per_round

go 1.26
