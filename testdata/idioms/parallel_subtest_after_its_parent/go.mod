module idiom.example/parallel_subtest_after_its_parent

go 1.26
