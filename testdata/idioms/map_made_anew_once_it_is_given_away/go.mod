module idiom.example/map_made_anew_once_it_is_given_away

go 1.26
