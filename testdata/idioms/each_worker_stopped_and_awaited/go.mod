module idiom.example/each_worker_stopped_and_awaited

go 1.26
