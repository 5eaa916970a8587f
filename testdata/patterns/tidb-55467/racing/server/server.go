// Package server has the sessions of a process.
package server

import (
	"sync"
	"time"

	"pattern.example/tidb55467/executor"
	"pattern.example/tidb55467/memory"
	"pattern.example/tidb55467/sqlkiller"
	"pattern.example/tidb55467/util"
	"pattern.example/tidb55467/variable"
)

type session struct {
	vars *variable.SessionVars
}

// GetSessionVars implements variable.Context.
func (s *session) GetSessionVars() *variable.SessionVars { return s.vars }

// Execute runs a statement of several steps.
func (s *session) Execute(steps int, each time.Duration) error {
	executor.ResetContextOfStmt(s)
	for i := 0; i < steps; i++ {
		s.vars.MemTracker.Consume(1)
		time.Sleep(each)
		if err := s.vars.Killer.Poll(); err != nil {
			return err
		}
	}
	return nil
}

// Server has sessions and can kill them.
type Server struct {
	mu       sync.RWMutex
	sessions map[uint64]variable.Context
	watcher  *memory.Watcher
	wg       util.WaitGroupWrapper
}

// New returns a server whose sessions may use limit bytes each.
func New(limit int64, every time.Duration) *Server {
	s := &Server{sessions: map[uint64]variable.Context{}, watcher: memory.NewWatcher(limit)}
	s.watcher.Start(every)
	return s
}

// Connect opens a session.
func (s *Server) Connect(id uint64) *session {
	conn := &session{vars: variable.NewSessionVars(id)}
	s.watcher.Add(conn.vars.MemTracker)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions[id] = conn
	return conn
}

// Kill interrupts what the session runs, in the background.
func (s *Server) Kill(id uint64) {
	s.wg.Run(func() {
		s.mu.RLock()
		conn := s.sessions[id]
		s.mu.RUnlock()
		if conn != nil {
			conn.GetSessionVars().Killer.Send(sqlkiller.Interrupted)
		}
	})
}

// Close waits for what runs in the background.
func (s *Server) Close() {
	s.wg.Wait()
	s.watcher.Close()
	s.mu.Lock()
	s.sessions = nil
	s.mu.Unlock()
}
