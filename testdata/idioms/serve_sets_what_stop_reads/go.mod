module idiom.example/serve_sets_what_stop_reads

go 1.26
