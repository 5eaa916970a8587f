module idiom.example/group_go_adds_to_its_own_group

go 1.26
