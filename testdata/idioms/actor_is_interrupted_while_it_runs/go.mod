module idiom.example/actor_is_interrupted_while_it_runs

go 1.26

require github.com/oklog/run v1.0.0

replace github.com/oklog/run => ./run
