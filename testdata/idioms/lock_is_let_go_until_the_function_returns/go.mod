module idiom.example/lock_is_let_go_until_the_function_returns

go 1.26
