module idiom.example/struct_copied_then_changed

go 1.26
