module idiom.example/timer_closes_while_method_sends

go 1.26
