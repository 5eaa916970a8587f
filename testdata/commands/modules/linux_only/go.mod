module command.example/linuxonly

go 1.24
