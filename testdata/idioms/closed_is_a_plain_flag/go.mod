module idiom.example/closed_is_a_plain_flag

go 1.26
