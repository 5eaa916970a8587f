module idiom.example/lock_and_group_behind_interfaces

go 1.26
