module idiom.example/started_again_after_it_has_ended

go 1.26
