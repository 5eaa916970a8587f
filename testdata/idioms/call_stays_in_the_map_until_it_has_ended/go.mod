module idiom.example/call_stays_in_the_map_until_it_has_ended

go 1.26
