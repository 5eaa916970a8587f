module idiom.example/http_close_leaves_handlers

go 1.26
