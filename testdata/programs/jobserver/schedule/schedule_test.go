package schedule

import (
	"strconv"
	"testing"
	"time"

	"program.example/jobserver/job"
	"program.example/jobserver/queue"
)

func TestDueJobsArrive(t *testing.T) {
	q := queue.New(10)
	s := New(q)
	s.After(time.Millisecond, &job.Job{ID: "a"})
	if j := q.Pop(); j.ID != "a" {
		t.Fatal(j.ID)
	}
}

type slow struct{}

func (slow) Push(*job.Job) error {
	time.Sleep(8 * time.Millisecond)
	return nil
}

// Close comes while timers fire.
func TestCloseWhileDue(t *testing.T) {
	s := New(slow{})
	for i := 0; i < 10; i++ {
		s.After(time.Duration(i)*time.Millisecond, &job.Job{ID: strconv.Itoa(i)})
	}
	time.Sleep(5 * time.Millisecond)
	s.Close()
	time.Sleep(10 * time.Millisecond)
}
