module idiom.example/both_of_two_errors_are_received

go 1.26
