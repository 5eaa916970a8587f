module idiom.example/struct_pointer_kept_then_changed

go 1.26
