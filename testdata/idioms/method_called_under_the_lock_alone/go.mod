module idiom.example/method_called_under_the_lock_alone

go 1.26
