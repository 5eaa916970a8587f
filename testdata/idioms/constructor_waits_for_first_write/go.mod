module idiom.example/constructor_waits_for_first_write

go 1.26
