// Declarations of package github.com/google/uuid for type resolution: no bodies, no values.

package uuid

var Nil UUID

func MustParse(s string) UUID
func New() UUID
func NewRandom() (UUID, error)
func NewString() string
func NewUUID() (UUID, error)
func NewV7() (UUID, error)
func Parse(s string) (UUID, error)

type UUID [16]byte

func (uuid UUID) String() string
