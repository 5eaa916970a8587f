module idiom.example/callee_fails_without_a_wait

go 1.26
