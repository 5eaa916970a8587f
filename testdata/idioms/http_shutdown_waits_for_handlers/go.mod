module idiom.example/http_shutdown_waits_for_handlers

go 1.26
