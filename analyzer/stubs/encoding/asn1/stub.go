// Declarations of package encoding/asn1 for type resolution: no bodies, no values.

package asn1

const ClassApplication = 0
const ClassContextSpecific = 0
const ClassPrivate = 0
const ClassUniversal = 0
const TagBMPString = 0
const TagBitString = 0
const TagBoolean = 0
const TagEnum = 0
const TagGeneralString = 0
const TagGeneralizedTime = 0
const TagIA5String = 0
const TagInteger = 0
const TagNull = 0
const TagNumericString = 0
const TagOID = 0
const TagOctetString = 0
const TagPrintableString = 0
const TagSequence = 0
const TagSet = 0
const TagT61String = 0
const TagUTCTime = 0
const TagUTF8String = 0

var NullBytes []byte
var NullRawValue RawValue

func Marshal(val any) ([]byte, error)
func MarshalWithParams(val any, params string) ([]byte, error)
func Unmarshal(b []byte, val any) (rest []byte, err error)
func UnmarshalWithParams(b []byte, val any, params string) (rest []byte, err error)

type BitString struct {
	Bytes     []byte
	BitLength int
}

func (b BitString) At(i int) int
func (b BitString) RightAlign() []byte

type Enumerated int

type Flag bool

type ObjectIdentifier []int

func (oi ObjectIdentifier) Equal(other ObjectIdentifier) bool
func (oi ObjectIdentifier) String() string

type RawContent []byte

type RawValue struct {
	Class      int
	Tag        int
	IsCompound bool
	Bytes      []byte
	FullBytes  []byte
}

type StructuralError struct {
	Msg string
}

func (e StructuralError) Error() string

type SyntaxError struct {
	Msg string
}

func (e SyntaxError) Error() string
