module idiom.example/a_goroutine_and_its_answer_in_each_round

go 1.26
