module idiom.example/each_element_absent_or_awaited

go 1.26
