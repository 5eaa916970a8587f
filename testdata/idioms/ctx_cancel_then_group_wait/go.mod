module idiom.example/ctx_cancel_then_group_wait

go 1.26
