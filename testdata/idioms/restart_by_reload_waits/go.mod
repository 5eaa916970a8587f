module idiom.example/restart_by_reload_waits

go 1.26
