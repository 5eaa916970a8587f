// Declarations of package html/template for type resolution: no bodies, no values.

package template

import (
	"io"
	"io/fs"
	"text/template"
	"text/template/parse"
)

const ErrAmbigContext ErrorCode = 0
const ErrBadHTML ErrorCode = 0
const ErrBranchEnd ErrorCode = 0
const ErrEndContext ErrorCode = 0
const ErrJSTemplate ErrorCode = 0
const ErrNoSuchTemplate ErrorCode = 0
const ErrOutputContext ErrorCode = 0
const ErrPartialCharset ErrorCode = 0
const ErrPartialEscape ErrorCode = 0
const ErrPredefinedEscaper ErrorCode = 0
const ErrRangeLoopReentry ErrorCode = 0
const ErrSlashAmbig ErrorCode = 0
const OK ErrorCode = 0

func HTMLEscape(w io.Writer, b []byte)
func HTMLEscapeString(s string) string
func HTMLEscaper(args ...any) string
func IsTrue(val any) (truth, ok bool)
func JSEscape(w io.Writer, b []byte)
func JSEscapeString(s string) string
func JSEscaper(args ...any) string
func Must(t *Template, err error) *Template
func New(name string) *Template
func ParseFS(fs fs.FS, patterns ...string) (*Template, error)
func ParseFiles(filenames ...string) (*Template, error)
func ParseGlob(pattern string) (*Template, error)
func URLQueryEscaper(args ...any) string

type CSS string

type Error struct {
	ErrorCode   ErrorCode
	Node        parse.Node
	Name        string
	Line        int
	Description string
}

func (e *Error) Error() string

type ErrorCode int

type FuncMap = template.FuncMap

type HTML string

type HTMLAttr string

type JS string

type JSStr string

type Srcset string

type Template struct {
	Tree *parse.Tree
}

func (t *Template) AddParseTree(name string, tree *parse.Tree) (*Template, error)
func (t *Template) Clone() (*Template, error)
func (t *Template) DefinedTemplates() string
func (t *Template) Delims(left, right string) *Template
func (t *Template) Execute(wr io.Writer, data any) error
func (t *Template) ExecuteTemplate(wr io.Writer, name string, data any) error
func (t *Template) Funcs(funcMap FuncMap) *Template
func (t *Template) Lookup(name string) *Template
func (t *Template) Name() string
func (t *Template) New(name string) *Template
func (t *Template) Option(opt ...string) *Template
func (t *Template) Parse(text string) (*Template, error)
func (t *Template) ParseFS(fs fs.FS, patterns ...string) (*Template, error)
func (t *Template) ParseFiles(filenames ...string) (*Template, error)
func (t *Template) ParseGlob(pattern string) (*Template, error)
func (t *Template) Templates() []*Template

type URL string
