module idiom.example/lock_is_taken_if_it_says_so

go 1.26
