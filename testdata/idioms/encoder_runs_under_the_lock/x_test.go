package x

import (
	"encoding/json"
	"sync"
	"testing"
)

type Network struct {
	mu    sync.Mutex
	scope string
	n     int
	quit  chan struct{}
}

// MarshalJSON is for the encoder, which Value runs under the lock.
func (n *Network) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"scope": n.scope})
}

func (n *Network) Value() []byte {
	n.mu.Lock()
	defer n.mu.Unlock()
	b, err := json.Marshal(n)
	if err != nil {
		return nil
	}
	return b
}

func (n *Network) Serve() {
	go func() {
		<-n.quit
		n.Close()
	}()
}

func (n *Network) Close() {
	n.mu.Lock()
	n.scope = ""
	n.mu.Unlock()
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		n := &Network{quit: make(chan struct{})}
		n.Serve()
		close(n.quit)
		_ = n.Value()
	}
}
