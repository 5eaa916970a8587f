module idiom.example/oncefunc_close_no_wait

go 1.26
