module idiom.example/shutdown_leaves_registered_functions

go 1.26
