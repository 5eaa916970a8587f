module idiom.example/shared_writer_reset_between_sends

go 1.26
