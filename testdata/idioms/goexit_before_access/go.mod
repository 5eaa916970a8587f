module idiom.example/goexit_before_access

go 1.26
