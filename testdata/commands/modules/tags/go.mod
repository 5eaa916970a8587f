module command.example/tags

go 1.24
