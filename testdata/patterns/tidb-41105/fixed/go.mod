module pattern.example/tidb41105

go 1.26
