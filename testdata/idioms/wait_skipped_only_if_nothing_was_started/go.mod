module idiom.example/wait_skipped_only_if_nothing_was_started

go 1.26
