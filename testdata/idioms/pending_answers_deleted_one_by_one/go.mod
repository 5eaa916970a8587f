module idiom.example/pending_answers_deleted_one_by_one

go 1.26
