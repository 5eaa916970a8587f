module pattern.example/tidb30669

go 1.26
