module closerace.example/selectors

go 1.26
