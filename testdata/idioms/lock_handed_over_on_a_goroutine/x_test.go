package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

// Broker opens its connection in the background, with its lock held until that is done; a client opens brokers in the background.
type Broker struct {
	mu   sync.Mutex
	conn *int
}

func (b *Broker) open() {
	b.mu.Lock()
	go func() {
		defer b.mu.Unlock()
		b.conn = new(int)
		if *b.conn > 0 {
			b.closeLocked()
		}
	}()
}

func (b *Broker) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closeLocked()
}

func (b *Broker) closeLocked() {
	b.conn = nil
}

func (b *Broker) beat() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.conn != nil
}

type Client struct {
	brokers []*Broker
}

func NewClient(n int) *Client {
	c := &Client{}
	for i := 0; i < n; i++ {
		c.brokers = append(c.brokers, &Broker{})
	}
	go func() {
		for _, b := range c.brokers {
			b.open()
		}
	}()
	go func() {
		for _, b := range c.brokers {
			b.beat()
		}
	}()
	return c
}

func (c *Client) Close() {
	for _, b := range c.brokers {
		b.Close()
	}
}

func TestClient(t *testing.T) {
	for i := 0; i < 50; i++ {
		c := NewClient(3)
		time.Sleep(ms / 10)
		c.Close()
	}
}
