module idiom.example/done_flag_and_an_empty_critical_section

go 1.26
