module idiom.example/error_is_looked_at_too_late

go 1.26
