module idiom.example/winner_of_another_swap_tears_down

go 1.26
