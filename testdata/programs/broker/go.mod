module program.example/broker

go 1.26
