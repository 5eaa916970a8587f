module idiom.example/group_published_with_its_first_member

go 1.26
