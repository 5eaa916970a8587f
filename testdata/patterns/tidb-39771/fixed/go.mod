module pattern.example/tidb39771

go 1.26
