module idiom.example/drained_unless_a_value_is_unknown

go 1.26
