// Declarations of package text/scanner for type resolution: no bodies, no values.

package scanner

import (
	"io"
)

const Char = 0
const Comment = 0
const EOF = 0
const Float = 0
const GoTokens = 0
const GoWhitespace = 0
const Ident = 0
const Int = 0
const RawString = 0
const ScanChars = 0
const ScanComments = 0
const ScanFloats = 0
const ScanIdents = 0
const ScanInts = 0
const ScanRawStrings = 0
const ScanStrings = 0
const SkipComments = 0
const String = 0

func TokenString(tok rune) string

type Position struct {
	Filename string
	Offset   int
	Line     int
	Column   int
}

func (pos *Position) IsValid() bool
func (pos Position) String() string

type Scanner struct {
	Error       func(s *Scanner, msg string)
	ErrorCount  int
	Mode        uint
	Whitespace  uint64
	IsIdentRune func(ch rune, i int) bool
	Position
}

func (s *Scanner) Init(src io.Reader) *Scanner
func (s *Scanner) Next() rune
func (s *Scanner) Peek() rune
func (s *Scanner) Pos() (pos Position)
func (s *Scanner) Scan() rune
func (s *Scanner) TokenText() string
