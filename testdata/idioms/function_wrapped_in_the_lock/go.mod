module idiom.example/function_wrapped_in_the_lock

go 1.26
