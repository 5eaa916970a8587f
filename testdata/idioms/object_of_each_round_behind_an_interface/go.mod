module idiom.example/object_of_each_round_behind_an_interface

go 1.26
