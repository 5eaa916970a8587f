module idiom.example/listen_sets_what_close_reads

go 1.26
