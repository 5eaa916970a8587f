module idiom.example/group_of_parallel_subtests_waited_for

go 1.26
