module idiom.example/second_finish_returns_after_the_first_wait

go 1.26
