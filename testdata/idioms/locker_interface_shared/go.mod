module idiom.example/locker_interface_shared

go 1.26
