// Declarations of package text/tabwriter for type resolution: no bodies, no values.

package tabwriter

import (
	"io"
)

const AlignRight uint = 0
const Debug uint = 0
const DiscardEmptyColumns uint = 0
const Escape = '0'
const FilterHTML uint = 0
const StripEscape uint = 0
const TabIndent uint = 0

func NewWriter(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer

type Writer struct{}

func (b *Writer) Flush() error
func (b *Writer) Init(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer
func (b *Writer) Write(buf []byte) (n int, err error)
