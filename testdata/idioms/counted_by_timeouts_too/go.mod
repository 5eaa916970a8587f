module idiom.example/counted_by_timeouts_too

go 1.26
