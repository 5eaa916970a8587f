module idiom.example/two_done_chans_both_awaited

go 1.26
