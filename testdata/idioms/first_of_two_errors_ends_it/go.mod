module idiom.example/first_of_two_errors_ends_it

go 1.26
