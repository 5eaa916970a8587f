module command.example/clean

go 1.24
