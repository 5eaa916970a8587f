module idiom.example/address_of_a_copy_by_type_switch

go 1.26
