package x

import (
	"sync/atomic"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Killer struct {
	id     uint64
	signal atomic.Uint32
}

func (k *Killer) Send(why uint32) {
	use(k.id) // race:r
	k.signal.Store(why)
}

type Session struct{ killer Killer }

func (s *Session) Reset(id uint64) {
	s.killer.id = id // race:w
	s.killer.signal.Store(0)
}

type Manager struct{ sessions []*Session }

func (m *Manager) Watch() {
	go func() {
		for i := 0; i < 8; i++ {
			for _, s := range m.sessions {
				s.killer.Send(1)
			}
			time.Sleep(ms)
		}
	}()
}

func TestX(t *testing.T) {
	s := &Session{}
	m := &Manager{sessions: []*Session{s}}
	s.Reset(1)
	m.Watch()
	time.Sleep(3 * ms)
	s.Reset(2)
	time.Sleep(8 * ms)
}
