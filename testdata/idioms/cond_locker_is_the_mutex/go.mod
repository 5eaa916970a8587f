module idiom.example/cond_locker_is_the_mutex

go 1.26
