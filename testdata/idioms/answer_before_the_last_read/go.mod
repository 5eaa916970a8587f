module idiom.example/answer_before_the_last_read

go 1.26
