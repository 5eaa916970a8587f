module idiom.example/error_of_the_wait_is_returned

go 1.26
