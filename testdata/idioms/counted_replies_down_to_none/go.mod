module idiom.example/counted_replies_down_to_none

go 1.26
