// Declarations of package index/suffixarray for type resolution: no bodies, no values.

package suffixarray

import (
	"io"
	"regexp"
)

func New(data []byte) *Index

type Index struct{}

func (x *Index) Bytes() []byte
func (x *Index) FindAllIndex(r *regexp.Regexp, n int) (result [][]int)
func (x *Index) Lookup(s []byte, n int) (result []int)
func (x *Index) Read(r io.Reader) error
func (x *Index) Write(w io.Writer) error
