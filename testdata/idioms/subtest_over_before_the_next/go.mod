module idiom.example/subtest_over_before_the_next

go 1.26
