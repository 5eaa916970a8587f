package x

import (
	"context"
	"net/http"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type API struct {
	srv *http.Server
	tab map[string]int
}

func (a *API) Start() {
	a.srv = &http.Server{}
	a.srv.RegisterOnShutdown(func() {
		time.Sleep(3 * ms)
		use(len(a.tab)) // race:r
	})
}

func (a *API) Close() {
	_ = a.srv.Shutdown(context.Background())
	a.tab = nil // race:w
}

func TestX(t *testing.T) {
	a := &API{tab: map[string]int{"a": 1}}
	a.Start()
	a.Close()
	time.Sleep(10 * ms)
}
