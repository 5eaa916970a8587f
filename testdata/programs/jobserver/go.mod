module program.example/jobserver

go 1.26
