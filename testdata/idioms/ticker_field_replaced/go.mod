module idiom.example/ticker_field_replaced

go 1.26
