module idiom.example/method_called_beside_the_lock_as_well

go 1.26
