package x

import (
	"errors"
	"sync"
	"testing"
)

type Info struct{ Labels map[string]string }

func (s *store) info(n int) (Info, error) {
	if n > 100 {
		return Info{}, errTooDeep
	}
	return Info{Labels: map[string]string{"n": "x"}}, nil
}

var errTooDeep = errors.New("too deep")

type store struct{}

type converter struct{ s *store }

func ClearLabels(labels map[string]string, key string) {
	for k := range labels {
		if k == key {
			delete(labels, k)
		}
	}
}

func (c *converter) convert(n int) (int, error) {
	if n > 3 {
		return n, nil
	}
	return c.convertManifest(n)
}

func (c *converter) readLabels(n int) (map[string]string, error) {
	info, err := c.s.info(n)
	return info.Labels, err
}

func (c *converter) convertManifest(n int) (int, error) {
	labels, err := c.readLabels(n)
	if err != nil {
		return 0, err
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		_, err := c.s.info(i)
		if err != nil {
			return 0, err
		}
		wg.Go(func() {
			m, err := c.convert(n + 2)
			if err != nil {
				return
			}
			mu.Lock()
			ClearLabels(labels, "n")
			labels["m"] = "y"
			_ = m
			mu.Unlock()
		})
	}
	wg.Wait()
	config, err := c.convert(n + 3)
	if err != nil {
		return 0, err
	}
	ClearLabels(labels, "n")
	labels["config"] = "z"
	return config, nil
}

func Convert(n int) {
	c := &converter{s: &store{}}
	_, _ = c.convert(n)
}

// Reset converts anew.
func (c *converter) Reset() { _, _ = c.convert(0) }

func TestX(t *testing.T) {
	Convert(0)
	(&converter{s: &store{}}).Reset()
}
