module idiom.example/actors_have_ended_when_their_group_returns

go 1.26

require github.com/oklog/run v1.0.0

replace github.com/oklog/run => ./run
