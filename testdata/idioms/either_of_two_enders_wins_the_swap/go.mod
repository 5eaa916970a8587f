module idiom.example/either_of_two_enders_wins_the_swap

go 1.26
