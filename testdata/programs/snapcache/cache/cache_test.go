package cache

import (
	"sync"
	"testing"
	"time"

	"program.example/snapcache/clock"
)

func TestExpiry(t *testing.T) {
	now := clock.New(time.Millisecond)
	c := New[int, string](3*time.Millisecond, now)
	c.StartJanitor(time.Millisecond)
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for k := range 50 {
				c.Set(i*50+k, "value")
				c.Get(k)
			}
		})
	}
	wg.Wait()
	count := func() (n int) {
		c.Each(func(int, string) { n++ })
		return n
	}
	deadline := time.Now().Add(5 * time.Second)
	for count() > 0 && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	if removed := c.Close(); removed != 200 {
		t.Fatal(removed)
	}
	now.Close()
}
