module idiom.example/captured_by_siblings

go 1.26
