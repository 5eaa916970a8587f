module idiom.example/branch_that_the_argument_asks_for

go 1.26
