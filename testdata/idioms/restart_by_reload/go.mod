module idiom.example/restart_by_reload

go 1.26
