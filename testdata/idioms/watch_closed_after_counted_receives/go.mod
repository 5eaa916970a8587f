module idiom.example/watch_closed_after_counted_receives

go 1.26
