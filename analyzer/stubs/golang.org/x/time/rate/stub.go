// Declarations of package golang.org/x/time/rate for type resolution: no bodies, no values.

package rate

import (
	"context"
	"time"
)

const Inf Limit = 0
const InfDuration time.Duration = 0

func Every(interval time.Duration) Limit
func NewLimiter(r Limit, b int) *Limiter

type Limit float64

type Limiter struct{}

func (lim *Limiter) Allow() bool
func (lim *Limiter) AllowN(t time.Time, n int) bool
func (lim *Limiter) Burst() int
func (lim *Limiter) Limit() Limit
func (lim *Limiter) Reserve() *Reservation
func (lim *Limiter) ReserveN(t time.Time, n int) *Reservation
func (lim *Limiter) SetBurst(newBurst int)
func (lim *Limiter) SetLimit(newLimit Limit)
func (lim *Limiter) Tokens() float64
func (lim *Limiter) TokensAt(t time.Time) float64
func (lim *Limiter) Wait(ctx context.Context) (err error)
func (lim *Limiter) WaitN(ctx context.Context, n int) (err error)

type Reservation struct{}

func (r *Reservation) Cancel()
func (r *Reservation) CancelAt(t time.Time)
func (r *Reservation) Delay() time.Duration
func (r *Reservation) DelayFrom(t time.Time) time.Duration
func (r *Reservation) OK() bool

type Sometimes struct {
	First    int
	Every    int
	Interval time.Duration
}

func (s *Sometimes) Do(f func())
