module closerace.example/variants

go 1.26
