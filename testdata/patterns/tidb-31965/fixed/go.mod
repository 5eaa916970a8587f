module pattern.example/tidb31965

go 1.26
