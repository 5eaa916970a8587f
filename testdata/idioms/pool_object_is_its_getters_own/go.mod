module idiom.example/pool_object_is_its_getters_own

go 1.26
