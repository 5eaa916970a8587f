module idiom.example/pointer_mutex_shared

go 1.26
