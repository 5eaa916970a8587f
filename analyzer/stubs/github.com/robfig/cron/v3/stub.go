// Declarations of package github.com/robfig/cron/v3 for type resolution: no bodies, no values.

package cron

import (
	"context"
	"time"
)

func New(opts ...Option) *Cron
func WithLocation(loc *time.Location) Option
func WithSeconds() Option

type Cron struct{}

func (c *Cron) AddFunc(spec string, cmd func()) (EntryID, error)
func (c *Cron) AddJob(spec string, cmd Job) (EntryID, error)
func (c *Cron) Entries() []Entry
func (c *Cron) Entry(id EntryID) Entry
func (c *Cron) Location() *time.Location
func (c *Cron) Remove(id EntryID)
func (c *Cron) Run()
func (c *Cron) Schedule(schedule Schedule, cmd Job) EntryID
func (c *Cron) Start()
func (c *Cron) Stop() context.Context

type Entry struct {
	ID         EntryID
	Schedule   Schedule
	Next       time.Time
	Prev       time.Time
	WrappedJob Job
	Job        Job
}

type EntryID int

type FuncJob func()

func (f FuncJob) Run()

type Job interface {
	Run()
}

type Option func(*Cron)

type Schedule interface {
	Next(time.Time) time.Time
}
