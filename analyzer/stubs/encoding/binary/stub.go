// Declarations of package encoding/binary for type resolution: no bodies, no values.

package binary

import (
	"io"
)

const MaxVarintLen16 = 0
const MaxVarintLen32 = 0
const MaxVarintLen64 = 0

var BigEndian bigEndian
var LittleEndian littleEndian
var NativeEndian nativeEndian

func Append(buf []byte, order ByteOrder, data any) ([]byte, error)
func AppendUvarint(buf []byte, x uint64) []byte
func AppendVarint(buf []byte, x int64) []byte
func Decode(buf []byte, order ByteOrder, data any) (int, error)
func Encode(buf []byte, order ByteOrder, data any) (int, error)
func PutUvarint(buf []byte, x uint64) int
func PutVarint(buf []byte, x int64) int
func Read(r io.Reader, order ByteOrder, data any) error
func ReadUvarint(r io.ByteReader) (uint64, error)
func ReadVarint(r io.ByteReader) (int64, error)
func Size(v any) int
func Uvarint(buf []byte) (uint64, int)
func Varint(buf []byte) (int64, int)
func Write(w io.Writer, order ByteOrder, data any) error

type AppendByteOrder interface {
	AppendUint16([]byte, uint16) []byte
	AppendUint32([]byte, uint32) []byte
	AppendUint64([]byte, uint64) []byte
	String() string
}

type ByteOrder interface {
	PutUint16([]byte, uint16)
	PutUint32([]byte, uint32)
	PutUint64([]byte, uint64)
	String() string
	Uint16([]byte) uint16
	Uint32([]byte) uint32
	Uint64([]byte) uint64
}

type bigEndian struct{}

func (recv bigEndian) AppendUint16(b []byte, v uint16) []byte
func (recv bigEndian) AppendUint32(b []byte, v uint32) []byte
func (recv bigEndian) AppendUint64(b []byte, v uint64) []byte
func (recv bigEndian) GoString() string
func (recv bigEndian) PutUint16(b []byte, v uint16)
func (recv bigEndian) PutUint32(b []byte, v uint32)
func (recv bigEndian) PutUint64(b []byte, v uint64)
func (recv bigEndian) String() string
func (recv bigEndian) Uint16(b []byte) uint16
func (recv bigEndian) Uint32(b []byte) uint32
func (recv bigEndian) Uint64(b []byte) uint64

type littleEndian struct{}

func (recv littleEndian) AppendUint16(b []byte, v uint16) []byte
func (recv littleEndian) AppendUint32(b []byte, v uint32) []byte
func (recv littleEndian) AppendUint64(b []byte, v uint64) []byte
func (recv littleEndian) GoString() string
func (recv littleEndian) PutUint16(b []byte, v uint16)
func (recv littleEndian) PutUint32(b []byte, v uint32)
func (recv littleEndian) PutUint64(b []byte, v uint64)
func (recv littleEndian) String() string
func (recv littleEndian) Uint16(b []byte) uint16
func (recv littleEndian) Uint32(b []byte) uint32
func (recv littleEndian) Uint64(b []byte) uint64

type nativeEndian struct{}

func (recv nativeEndian) GoString() string
func (recv nativeEndian) String() string
func (recv nativeEndian) AppendUint16(b []byte, v uint16) []byte
func (recv nativeEndian) AppendUint32(b []byte, v uint32) []byte
func (recv nativeEndian) AppendUint64(b []byte, v uint64) []byte
func (recv nativeEndian) PutUint16(b []byte, v uint16)
func (recv nativeEndian) PutUint32(b []byte, v uint32)
func (recv nativeEndian) PutUint64(b []byte, v uint64)
func (recv nativeEndian) Uint16(b []byte) uint16
func (recv nativeEndian) Uint32(b []byte) uint32
func (recv nativeEndian) Uint64(b []byte) uint64
