module idiom.example/winner_of_the_swap_tears_down

go 1.26
