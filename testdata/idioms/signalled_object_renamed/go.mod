module idiom.example/signalled_object_renamed

go 1.26
