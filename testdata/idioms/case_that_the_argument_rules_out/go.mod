module idiom.example/case_that_the_argument_rules_out

go 1.26
