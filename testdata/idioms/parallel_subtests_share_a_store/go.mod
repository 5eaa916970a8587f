module idiom.example/parallel_subtests_share_a_store

go 1.26
