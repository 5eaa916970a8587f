module idiom.example/reset_against_foreign_signal

go 1.26
