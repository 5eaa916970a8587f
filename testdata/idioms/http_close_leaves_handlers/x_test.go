package x

import (
	"net"
	"net/http"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type API struct {
	srv     *http.Server
	arrived chan struct{}
	tab     map[string]int
}

func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.arrived <- struct{}{}
	time.Sleep(6 * ms)
	use(len(a.tab)) // race:r
}

func (a *API) Start(l net.Listener) {
	a.srv = &http.Server{Handler: a}
	go func() { _ = a.srv.Serve(l) }()
}

func (a *API) Close() {
	_ = a.srv.Close()
	a.tab = nil // race:w
}

func TestX(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a := &API{arrived: make(chan struct{}), tab: map[string]int{"a": 1}}
	a.Start(l)
	go func() {
		if resp, err := http.Get("http://" + l.Addr().String()); err == nil {
			_ = resp.Body.Close()
		}
	}()
	<-a.arrived
	a.Close()
	time.Sleep(20 * ms)
}
