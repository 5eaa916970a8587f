module idiom.example/lock_handed_then_released_early

go 1.26
