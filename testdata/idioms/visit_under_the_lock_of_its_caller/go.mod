module idiom.example/visit_under_the_lock_of_its_caller

go 1.26
