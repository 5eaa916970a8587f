module idiom.example/done_is_in_a_callback_that_the_constructor_sets

go 1.26
