module idiom.example/lock_taken_if_asked

go 1.26
