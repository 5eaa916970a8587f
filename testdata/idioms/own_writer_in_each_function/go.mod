module idiom.example/own_writer_in_each_function

go 1.26
