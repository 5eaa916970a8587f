module idiom.example/base_waitgroup_in_other_package

go 1.26
