module idiom.example/sleep_is_not_ordering

go 1.26
