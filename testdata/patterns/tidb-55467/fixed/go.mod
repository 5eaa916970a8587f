module pattern.example/tidb55467

go 1.26
