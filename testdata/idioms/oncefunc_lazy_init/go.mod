module idiom.example/oncefunc_lazy_init

go 1.26
