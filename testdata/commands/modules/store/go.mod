module command.example/store

go 1.24
