module idiom.example/cleanup_only_if_it_did_not_start

go 1.26
