module idiom.example/wait_on_either_branch

go 1.26
