// Package copr reads from the stores.
package copr

import (
	"context"
	"sync"
	"time"

	"pattern.example/tidb31965/memory"
)

// Task is a part of a read.
type Task struct {
	Size  int64
	Delay time.Duration
}

// Iterator reads all the tasks with several workers.
type Iterator struct {
	tasks   []Task
	tracker *memory.Tracker
	out     chan int64
	finish  chan struct{}
	once    sync.Once
	wg      sync.WaitGroup
}

type worker struct {
	tasks   <-chan Task
	out     chan<- int64
	finish  <-chan struct{}
	tracker *memory.Tracker
	wg      *sync.WaitGroup
}

// Send starts to read and returns at once. What is read is counted below parent.
func Send(ctx context.Context, tasks []Task, workers int, parent *memory.Tracker) *Iterator {
	it := &Iterator{
		tasks:   tasks,
		tracker: memory.NewTracker(2, -1),
		out:     make(chan int64, len(tasks)),
		finish:  make(chan struct{}),
	}
	it.tracker.AttachTo(parent)
	it.open(ctx, workers)
	return it
}

func (it *Iterator) open(ctx context.Context, workers int) {
	tasks := make(chan Task, len(it.tasks))
	for _, task := range it.tasks {
		tasks <- task
	}
	close(tasks)
	it.wg.Add(workers)
	for i := 0; i < workers; i++ {
		w := &worker{tasks: tasks, out: it.out, finish: it.finish, tracker: it.tracker, wg: &it.wg}
		go w.run(ctx)
	}
	go func() {
		it.wg.Wait()
		close(it.out)
	}()
}

func (w *worker) run(ctx context.Context) {
	defer w.wg.Done()
	for task := range w.tasks {
		w.handle(ctx, task)
		select {
		case <-w.finish:
			return
		default:
		}
	}
}

func (w *worker) handle(ctx context.Context, task Task) {
	time.Sleep(task.Delay)
	w.tracker.Consume(task.Size)
	select {
	case w.out <- task.Size:
	case <-ctx.Done():
	}
}

// Next returns the size of the next part, zero at the end.
func (it *Iterator) Next() int64 {
	size := <-it.out
	it.tracker.Consume(-size)
	return size
}

// Close tells the workers to stop. It does not wait for them.
func (it *Iterator) Close() {
	it.once.Do(func() { close(it.finish) })
}
