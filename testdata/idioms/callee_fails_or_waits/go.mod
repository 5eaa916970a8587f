module idiom.example/callee_fails_or_waits

go 1.26
