// Declarations of package compress/gzip for type resolution: no bodies, no values.

package gzip

import (
	"io"
	"time"
)

const BestCompression = 0
const BestSpeed = 0
const DefaultCompression = 0
const HuffmanOnly = 0
const NoCompression = 0

var ErrChecksum error
var ErrHeader error

func NewReader(r io.Reader) (*Reader, error)
func NewWriter(w io.Writer) *Writer
func NewWriterLevel(w io.Writer, level int) (*Writer, error)

type Header struct {
	Comment string
	Extra   []byte
	ModTime time.Time
	Name    string
	OS      byte
}

type Reader struct {
	Header
}

func (z *Reader) Close() error
func (z *Reader) Multistream(ok bool)
func (z *Reader) Read(p []byte) (n int, err error)
func (z *Reader) Reset(r io.Reader) error

type Writer struct {
	Header
}

func (z *Writer) Close() error
func (z *Writer) Flush() error
func (z *Writer) Reset(w io.Writer)
func (z *Writer) Write(p []byte) (int, error)
