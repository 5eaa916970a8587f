module idiom.example/options_shared_before_they_are_complete

go 1.26
