module idiom.example/closure_sent_as_it_is_to_the_owner

go 1.26
