package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Join struct {
	wg  sync.WaitGroup
	out chan int
	tab []int
}

func (j *Join) Open(n int) {
	j.out = make(chan int, n)
	j.wg.Add(n)
	for i := 0; i < n; i++ {
		go j.work(i)
	}
	go j.closeWhenDone()
}

func (j *Join) work(i int) {
	defer j.wg.Done()
	for k := 0; k < 4; k++ {
		j.out <- j.tab[i] + k
		time.Sleep(ms)
	}
}

func (j *Join) closeWhenDone() {
	j.wg.Wait()
	close(j.out)
}

func (j *Join) Close() {
	if j.out != nil {
		for range j.out {
		}
		j.out = nil
	}
	j.tab = nil
}

func TestX(t *testing.T) {
	j := &Join{tab: []int{1, 2, 3}}
	j.Open(3)
	time.Sleep(2 * ms)
	j.Close()
}
