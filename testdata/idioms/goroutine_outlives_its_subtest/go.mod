module idiom.example/goroutine_outlives_its_subtest

go 1.26
