// Declarations of package compress/flate for type resolution: no bodies, no values.

package flate

import (
	"io"
)

const BestCompression = 0
const BestSpeed = 0
const DefaultCompression = 0
const HuffmanOnly = 0
const NoCompression = 0

func NewReader(r io.Reader) io.ReadCloser
func NewReaderDict(r io.Reader, dict []byte) io.ReadCloser
func NewWriter(w io.Writer, level int) (*Writer, error)
func NewWriterDict(w io.Writer, level int, dict []byte) (*Writer, error)

type CorruptInputError int64

func (e CorruptInputError) Error() string

type InternalError string

func (e InternalError) Error() string

type ReadError struct {
	Offset int64
	Err    error
}

func (e *ReadError) Error() string

type Reader interface {
	io.Reader
	io.ByteReader
}

type Resetter interface {
	Reset(r io.Reader, dict []byte) error
}

type WriteError struct {
	Offset int64
	Err    error
}

func (e *WriteError) Error() string

type Writer struct{}

func (w *Writer) Close() error
func (w *Writer) Flush() error
func (w *Writer) Reset(dst io.Writer)
func (w *Writer) Write(data []byte) (n int, err error)
