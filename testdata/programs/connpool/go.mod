module program.example/connpool

go 1.26
