module idiom.example/captured_by_siblings_locked

go 1.26
