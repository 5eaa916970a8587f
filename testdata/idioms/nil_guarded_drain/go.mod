module idiom.example/nil_guarded_drain

go 1.26
