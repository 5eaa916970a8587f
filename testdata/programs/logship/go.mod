module program.example/logship

go 1.26
