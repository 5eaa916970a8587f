package server

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"program.example/jobserver/job"
)

type memory struct {
	mu      sync.Mutex
	results []job.Result
}

func (m *memory) WriteResults(results []job.Result) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.results = append(m.results, results...)
	return nil
}

func post(t *testing.T, url, body string) string {
	t.Helper()
	resp, err := http.Post(url, "text/plain", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status, err)
	}
	return string(text)
}

func TestServeAndShutDown(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &memory{}
	s := New(map[string]job.Handler{
		"upper": job.HandlerFunc(func(_ context.Context, j *job.Job) ([]byte, error) {
			return []byte(strings.ToUpper(string(j.Payload))), nil
		}),
		"flaky": job.HandlerFunc(func(_ context.Context, j *job.Job) ([]byte, error) {
			if j.Attempts < 2 {
				return nil, job.ErrRetry
			}
			return j.Payload, nil
		}),
	}, m)
	s.Start(l, 3)
	s.pool.Configure(pool())
	url := "http://" + l.Addr().String()
	for i := 0; i < 5; i++ {
		post(t, url+"/jobs/upper", "abc")
		post(t, url+"/jobs/flaky", "abc")
	}
	deadline := time.Now().Add(5 * time.Second)
	for s.counters.Finished.Load() < 10 && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	if s.pool.Handled() == 0 || s.scheduler.Pending() != 0 {
		t.Fatal("nothing handled")
	}
	if err := s.Shutdown(context.Background()); err != nil {
		t.Fatal(err)
	}
	if len(m.results) != 10 {
		t.Fatal(len(m.results))
	}
}
