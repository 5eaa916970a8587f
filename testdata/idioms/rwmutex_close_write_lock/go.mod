module idiom.example/rwmutex_close_write_lock

go 1.26
