module command.example/broken

go 1.24
