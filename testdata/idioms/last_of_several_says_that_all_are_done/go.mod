module idiom.example/last_of_several_says_that_all_are_done

go 1.26
