module idiom.example/waits_for_what_it_found_or_has_started

go 1.26
