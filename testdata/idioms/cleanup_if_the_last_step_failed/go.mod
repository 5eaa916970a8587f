module idiom.example/cleanup_if_the_last_step_failed

go 1.26
