// Declarations of package github.com/fsnotify/fsnotify for type resolution: no bodies, no values.

package fsnotify

const Chmod Op = 0
const Create Op = 0
const Remove Op = 0
const Rename Op = 0
const Write Op = 0

func NewBufferedWatcher(sz uint) (*Watcher, error)
func NewWatcher() (*Watcher, error)

type Event struct {
	Name string
	Op   Op
}

func (e Event) Has(op Op) bool
func (e Event) String() string

type Op uint32

func (o Op) Has(h Op) bool
func (o Op) String() string

type Watcher struct {
	Events chan Event
	Errors chan error
}

func (w *Watcher) Add(path string) error
func (w *Watcher) Close() error
func (w *Watcher) Remove(path string) error
func (w *Watcher) WatchList() []string
