module idiom.example/once_wrapped_close

go 1.26
