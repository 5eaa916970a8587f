module program.example/snapcache

go 1.26
