package server

import (
	"time"

	"program.example/jobserver/worker"
)

func pool() worker.Options { return worker.Options{Timeout: 2 * time.Second, Attempts: 4} }
