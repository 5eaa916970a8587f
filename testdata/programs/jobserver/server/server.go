// Package server takes jobs over HTTP.
package server

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"program.example/jobserver/job"
	"program.example/jobserver/metrics"
	"program.example/jobserver/queue"
	"program.example/jobserver/schedule"
	"program.example/jobserver/store"
	"program.example/jobserver/worker"
)

// Server is the whole program.
type Server struct {
	http      *http.Server
	served    chan struct{}
	queue     *queue.Queue
	pool      *worker.Pool
	store     *store.Store
	scheduler *schedule.Scheduler
	counters  metrics.Counters
	next      atomic.Int64
	names     map[string]bool
}

// New puts a server together.
func New(handlers map[string]job.Handler, w store.Writer) *Server {
	s := &Server{served: make(chan struct{}), queue: queue.New(64), names: map[string]bool{}}
	for kind := range handlers {
		s.names[kind] = true
	}
	s.scheduler = schedule.New(s.queue)
	s.store = store.Open(w, 2*time.Millisecond)
	s.pool = worker.NewPool(s.queue, handlers, s.finished, s.again)
	mux := http.NewServeMux()
	mux.HandleFunc("/jobs/", s.postJob)
	mux.HandleFunc("/results/", s.getResult)
	s.http = &http.Server{Handler: mux}
	return s
}

// Start serves on l.
func (s *Server) Start(l net.Listener, workers int) {
	s.pool.Start(workers)
	go func() {
		defer close(s.served)
		if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.counters.Failed.Add(1)
		}
	}()
}

func (s *Server) finished(r job.Result) {
	if r.Err != nil {
		s.counters.Failed.Add(1)
	}
	s.counters.Finished.Add(1)
	s.store.Put(r)
}

func (s *Server) again(j *job.Job) {
	if !s.scheduler.After(time.Millisecond, j) {
		s.finished(job.Result{ID: j.ID, Err: queue.ErrClosed})
	}
}

func (s *Server) postJob(w http.ResponseWriter, r *http.Request) {
	kind := r.URL.Path[len("/jobs/"):]
	if !s.names[kind] {
		http.Error(w, "no such kind", http.StatusNotFound)
		return
	}
	payload, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	id := strconv.FormatInt(s.next.Add(1), 10)
	if err := s.queue.Push(&job.Job{ID: id, Kind: kind, Payload: payload, Created: time.Now()}); err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	s.counters.Accepted.Add(1)
	_, _ = io.WriteString(w, id)
}

func (s *Server) getResult(w http.ResponseWriter, r *http.Request) {
	result, ok := s.store.Get(r.URL.Path[len("/results/"):])
	if !ok {
		http.NotFound(w, r)
		return
	}
	_ = json.NewEncoder(w).Encode(string(result.Output))
}

// Shutdown stops everything, in the order in which jobs pass through.
func (s *Server) Shutdown(ctx context.Context) error {
	err := s.http.Shutdown(ctx)
	<-s.served
	s.names = nil
	s.pool.Stop(ctx)
	s.store.Close()
	s.pool, s.store = nil, nil
	return err
}
