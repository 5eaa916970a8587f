module idiom.example/method_alone_takes_the_lock

go 1.26
