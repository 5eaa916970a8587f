module idiom.example/captured_shadowed

go 1.26
