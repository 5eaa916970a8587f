// Declarations of package hash/crc32 for type resolution: no bodies, no values.

package crc32

import (
	"hash"
)

const Castagnoli = 0
const IEEE = 0
const Koopman = 0
const Size = 0

var IEEETable *Table

func Checksum(data []byte, tab *Table) uint32
func ChecksumIEEE(data []byte) uint32
func MakeTable(poly uint32) *Table
func New(tab *Table) hash.Hash32
func NewIEEE() hash.Hash32
func Update(crc uint32, tab *Table, p []byte) uint32

type Table [256]uint32
