module idiom.example/started_once_or_closed_once

go 1.26
