module idiom.example/close_reads_after_dial_is_done

go 1.26
