// Declarations of package compress/bzip2 for type resolution: no bodies, no values.

package bzip2

import (
	"io"
)

func NewReader(r io.Reader) io.Reader

type StructuralError string

func (s StructuralError) Error() string
