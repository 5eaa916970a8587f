package x

import (
	"sync"
	"testing"
)

type db struct{ n int }

type batch struct {
	db    *db
	index *int
	data  []byte
}

var pool = sync.Pool{New: func() any { return new(batch) }}

func (d *db) NewBatch() *batch { return newBatch(d) }

func newBatch(d *db) *batch {
	b := pool.Get().(*batch)
	b.db = d
	return b
}

func (b *batch) Add(p []byte) { b.data = append(b.data, p...) }

func (b *batch) Commit() { b.db.n = len(b.data) + b.db.n }

// Close gives the batch back: nobody else has it.
func (b *batch) Close() { b.release() }

func (b *batch) release() {
	if b.db == nil {
		return
	}
	b.db = nil
	b.index = nil
	b.data = nil
	pool.Put(b)
}

type Writer struct{ d *db }

func (w *Writer) run(n int) {
	for i := 0; i < n; i++ {
		b := w.d.NewBatch()
		b.Add([]byte{1})
		b.Commit()
		b.Close()
	}
}

func RunWriter(wg *sync.WaitGroup) {
	w := &Writer{d: new(db)}
	wg.Add(1)
	go func() {
		defer wg.Done()
		w.run(100)
	}()
}

func RunQueue(d *db) {
	b := d.NewBatch()
	for i := 0; i < 100; i++ {
		b.Add([]byte{2})
		b.Close()
		b = d.NewBatch()
	}
	b.Close()
}

func TestX(t *testing.T) {
	var wg sync.WaitGroup
	RunWriter(&wg)
	RunWriter(&wg)
	RunQueue(new(db))
	wg.Wait()
}
