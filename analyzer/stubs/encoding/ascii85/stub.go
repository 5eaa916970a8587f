// Declarations of package encoding/ascii85 for type resolution: no bodies, no values.

package ascii85

import (
	"io"
)

func Decode(dst, src []byte, flush bool) (ndst, nsrc int, err error)
func Encode(dst, src []byte) int
func MaxEncodedLen(n int) int
func NewDecoder(r io.Reader) io.Reader
func NewEncoder(w io.Writer) io.WriteCloser

type CorruptInputError int64

func (e CorruptInputError) Error() string
