module idiom.example/all_is_done_says_the_first_result

go 1.26
