module idiom.example/children_under_the_lock_of_their_parent

go 1.26
