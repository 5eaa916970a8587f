module idiom.example/callee_gives_the_lock_up_for_a_while

go 1.26
