module idiom.example/drain_beside_other_result_channels

go 1.26
