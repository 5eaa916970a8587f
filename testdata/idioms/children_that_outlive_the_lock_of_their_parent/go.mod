module idiom.example/children_that_outlive_the_lock_of_their_parent

go 1.26
