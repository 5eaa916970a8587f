module idiom.example/function_wrapped_beside_the_lock

go 1.26
