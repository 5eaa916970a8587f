module idiom.example/options_complete_before_they_are_shared

go 1.26
