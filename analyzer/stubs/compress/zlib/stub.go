// Declarations of package compress/zlib for type resolution: no bodies, no values.

package zlib

import (
	"io"
)

const BestCompression = 0
const BestSpeed = 0
const DefaultCompression = 0
const HuffmanOnly = 0
const NoCompression = 0

var ErrChecksum error
var ErrDictionary error
var ErrHeader error

func NewReader(r io.Reader) (io.ReadCloser, error)
func NewReaderDict(r io.Reader, dict []byte) (io.ReadCloser, error)
func NewWriter(w io.Writer) *Writer
func NewWriterLevel(w io.Writer, level int) (*Writer, error)
func NewWriterLevelDict(w io.Writer, level int, dict []byte) (*Writer, error)

type Resetter interface {
	Reset(r io.Reader, dict []byte) error
}

type Writer struct{}

func (z *Writer) Close() error
func (z *Writer) Flush() error
func (z *Writer) Reset(w io.Writer)
func (z *Writer) Write(p []byte) (n int, err error)
