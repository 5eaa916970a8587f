// Declarations of package archive/tar for type resolution: no bodies, no values.

package tar

import (
	"io"
	"io/fs"
	"time"
)

const FormatGNU Format = 0
const FormatPAX Format = 0
const FormatUSTAR Format = 0
const FormatUnknown Format = 0
const TypeBlock = '0'
const TypeChar = '0'
const TypeCont = '0'
const TypeDir = '0'
const TypeFifo = '0'
const TypeGNULongLink = '0'
const TypeGNULongName = '0'
const TypeGNUSparse = '0'
const TypeLink = '0'
const TypeReg = '0'
const TypeRegA = '0'
const TypeSymlink = '0'
const TypeXGlobalHeader = '0'
const TypeXHeader = '0'

var ErrFieldTooLong error
var ErrHeader error
var ErrInsecurePath error
var ErrWriteAfterClose error
var ErrWriteTooLong error

func FileInfoHeader(fi fs.FileInfo, link string) (*Header, error)
func NewReader(r io.Reader) *Reader
func NewWriter(w io.Writer) *Writer

type FileInfoNames interface {
	fs.FileInfo
	Gname() (string, error)
	Uname() (string, error)
}

type Format int

func (f Format) String() string

type Header struct {
	Typeflag   byte
	Name       string
	Linkname   string
	Size       int64
	Mode       int64
	Uid        int
	Gid        int
	Uname      string
	Gname      string
	ModTime    time.Time
	AccessTime time.Time
	ChangeTime time.Time
	Devmajor   int64
	Devminor   int64
	Xattrs     map[string]string
	PAXRecords map[string]string
	Format     Format
}

func (h *Header) FileInfo() fs.FileInfo

type Reader struct{}

func (tr *Reader) Next() (*Header, error)
func (tr *Reader) Read(b []byte) (int, error)

type Writer struct{}

func (tw *Writer) AddFS(fsys fs.FS) error
func (tw *Writer) Close() error
func (tw *Writer) Flush() error
func (tw *Writer) Write(b []byte) (int, error)
func (tw *Writer) WriteHeader(hdr *Header) error
