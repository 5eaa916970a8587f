module idiom.example/actor_owned_state

go 1.26
