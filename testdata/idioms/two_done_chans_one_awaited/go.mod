module idiom.example/two_done_chans_one_awaited

go 1.26
