module idiom.example/method_reads_without_the_lock_of_close

go 1.26
