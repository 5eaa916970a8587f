// Declarations of package regexp/syntax for type resolution: no bodies, no values.

package syntax

const ClassNL Flags = 0
const DotNL Flags = 0
const EmptyBeginLine EmptyOp = 0
const EmptyBeginText EmptyOp = 0
const EmptyEndLine EmptyOp = 0
const EmptyEndText EmptyOp = 0
const EmptyNoWordBoundary EmptyOp = 0
const EmptyWordBoundary EmptyOp = 0
const ErrInternalError ErrorCode = ""
const ErrInvalidCharClass ErrorCode = ""
const ErrInvalidCharRange ErrorCode = ""
const ErrInvalidEscape ErrorCode = ""
const ErrInvalidNamedCapture ErrorCode = ""
const ErrInvalidPerlOp ErrorCode = ""
const ErrInvalidRepeatOp ErrorCode = ""
const ErrInvalidRepeatSize ErrorCode = ""
const ErrInvalidUTF8 ErrorCode = ""
const ErrLarge ErrorCode = ""
const ErrMissingBracket ErrorCode = ""
const ErrMissingParen ErrorCode = ""
const ErrMissingRepeatArgument ErrorCode = ""
const ErrNestingDepth ErrorCode = ""
const ErrTrailingBackslash ErrorCode = ""
const ErrUnexpectedParen ErrorCode = ""
const FoldCase Flags = 0
const InstAlt InstOp = 0
const InstAltMatch InstOp = 0
const InstCapture InstOp = 0
const InstEmptyWidth InstOp = 0
const InstFail InstOp = 0
const InstMatch InstOp = 0
const InstNop InstOp = 0
const InstRune InstOp = 0
const InstRune1 InstOp = 0
const InstRuneAny InstOp = 0
const InstRuneAnyNotNL InstOp = 0
const Literal Flags = 0
const MatchNL Flags = 0
const NonGreedy Flags = 0
const OneLine Flags = 0
const OpAlternate Op = 0
const OpAnyChar Op = 0
const OpAnyCharNotNL Op = 0
const OpBeginLine Op = 0
const OpBeginText Op = 0
const OpCapture Op = 0
const OpCharClass Op = 0
const OpConcat Op = 0
const OpEmptyMatch Op = 0
const OpEndLine Op = 0
const OpEndText Op = 0
const OpLiteral Op = 0
const OpNoMatch Op = 0
const OpNoWordBoundary Op = 0
const OpPlus Op = 0
const OpQuest Op = 0
const OpRepeat Op = 0
const OpStar Op = 0
const OpWordBoundary Op = 0
const POSIX Flags = 0
const Perl Flags = 0
const PerlX Flags = 0
const Simple Flags = 0
const UnicodeGroups Flags = 0
const WasDollar Flags = 0

func Compile(re *Regexp) (*Prog, error)
func EmptyOpContext(r1, r2 rune) EmptyOp
func IsWordChar(r rune) bool
func Parse(s string, flags Flags) (*Regexp, error)

type EmptyOp uint8

type Error struct {
	Code ErrorCode
	Expr string
}

func (e *Error) Error() string

type ErrorCode string

func (e ErrorCode) String() string

type Flags uint16

type Inst struct {
	Op   InstOp
	Out  uint32
	Arg  uint32
	Rune []rune
}

func (i *Inst) MatchEmptyWidth(before, after rune) bool
func (i *Inst) MatchRune(r rune) bool
func (i *Inst) MatchRunePos(r rune) int
func (i *Inst) String() string

type InstOp uint8

func (i InstOp) String() string

type Op uint8

func (i Op) String() string

type Prog struct {
	Inst   []Inst
	Start  int
	NumCap int
}

func (p *Prog) Prefix() (prefix string, complete bool)
func (p *Prog) StartCond() EmptyOp
func (p *Prog) String() string

type Regexp struct {
	Op    Op
	Flags Flags
	Sub   []*Regexp
	Sub0  [1]*Regexp
	Rune  []rune
	Rune0 [2]rune
	Min   int
	Max   int
	Cap   int
	Name  string
}

func (re *Regexp) CapNames() []string
func (x *Regexp) Equal(y *Regexp) bool
func (re *Regexp) MaxCap() int
func (re *Regexp) Simplify() *Regexp
func (re *Regexp) String() string
