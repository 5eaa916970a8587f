module idiom.example/call_is_taken_out_of_the_map_by_whoever_ends_it

go 1.26
