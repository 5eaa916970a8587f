module idiom.example/each_element_absent_or_told

go 1.26
