// Declarations of package hash/crc64 for type resolution: no bodies, no values.

package crc64

import (
	"hash"
)

const ECMA = 0
const ISO = 0
const Size = 0

func Checksum(data []byte, tab *Table) uint64
func MakeTable(poly uint64) *Table
func New(tab *Table) hash.Hash64
func Update(crc uint64, tab *Table, p []byte) uint64

type Table [256]uint64
