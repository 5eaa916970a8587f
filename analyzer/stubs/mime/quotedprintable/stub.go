// Declarations of package mime/quotedprintable for type resolution: no bodies, no values.

package quotedprintable

import (
	"io"
)

func NewReader(r io.Reader) *Reader
func NewWriter(w io.Writer) *Writer

type Reader struct{}

func (r *Reader) Read(p []byte) (n int, err error)

type Writer struct {
	Binary bool
}

func (w *Writer) Close() error
func (w *Writer) Write(p []byte) (n int, err error)
