package x

import (
	"errors"
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type work struct {
	req  *int
	err  error
	done chan struct{}
}

var items = sync.Pool{New: func() any { return &work{done: make(chan struct{}, 1)} }}

type Client struct {
	mu sync.Mutex
	ch chan *work
}

func New() *Client {
	c := &Client{ch: make(chan *work, 4)}
	go c.writer()
	return c
}

// Do has the item back once it has been done with.
func (c *Client) Do(req *int) error {
	w := items.Get().(*work)
	w.req = req
	c.ch <- w
	<-w.done
	err := w.err
	release(w)
	return err
}

func release(w *work) {
	w.req = nil
	w.err = nil
	items.Put(w)
}

func (c *Client) writer() {
	for {
		w, ok := <-c.ch
		if !ok {
			return
		}
		if w.req == nil {
			w.err = errors.New("nothing to do")
			w.done <- struct{}{}
			continue
		}
		use(*w.req)
		w.done <- struct{}{}
	}
}

func TestX(t *testing.T) {
	c := New()
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 20 {
				if i%3 == 0 {
					use(c.Do(nil))
				}
				use(c.Do(&i))
			}
		}()
	}
	wg.Wait()
	close(c.ch)
	time.Sleep(ms)
}
