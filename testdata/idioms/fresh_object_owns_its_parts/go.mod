module idiom.example/fresh_object_owns_its_parts

go 1.26
