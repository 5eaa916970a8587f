package main

import (
	"fmt"
	"go/ast"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
)

// Files are the files of a module, by slash-separated path.
type Files map[string]string

func readFiles(folder string) (Files, error) {
	files := Files{}
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(folder, name)
		files[filepath.ToSlash(relative)] = string(text)
		return err
	})
	return files, err
}

func (f Files) write(folder string) error {
	for name, text := range f {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// path is the module's path.
func (f Files) path() string {
	for line := range strings.Lines(f["go.mod"]) {
		if rest, ok := strings.CutPrefix(line, "module "); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

// Checker type-checks modules; it keeps the standard library.
type Checker struct {
	fset *token.FileSet
	std  types.ImporterFrom
}

func newChecker() *Checker {
	fset := token.NewFileSet()
	return &Checker{fset: fset, std: importer.ForCompiler(fset, "source", nil).(types.ImporterFrom)}
}

// Module is a module that compiles.
type Module struct {
	files  Files
	fset   *token.FileSet
	syntax map[string]*ast.File
	info   *types.Info
	// The packages by import path.
	packages map[string]*types.Package
}

// check parses and type-checks all packages of a module, tests included.
func (c *Checker) check(files Files) (*Module, error) {
	m := &Module{
		files:  files,
		fset:   c.fset,
		syntax: map[string]*ast.File{},
		info: &types.Info{
			Types:      map[ast.Expr]types.TypeAndValue{},
			Defs:       map[*ast.Ident]types.Object{},
			Uses:       map[*ast.Ident]types.Object{},
			Implicits:  map[ast.Node]types.Object{},
			Selections: map[*ast.SelectorExpr]*types.Selection{},
			Scopes:     map[ast.Node]*types.Scope{},
		},
		packages: map[string]*types.Package{},
	}
	folders := map[string][]*ast.File{}
	for _, name := range m.sources() {
		file, err := parser.ParseFile(c.fset, name, files[name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		m.syntax[name] = file
		importPath := path.Join(files.path(), path.Dir(name))
		folders[importPath] = append(folders[importPath], file)
	}
	imports := &moduleImporter{checker: c, module: m, folders: folders}
	for importPath := range folders {
		if _, err := imports.Import(importPath); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// sources are the Go files' names, sorted.
func (m *Module) sources() []string {
	var names []string
	for name := range m.files {
		if strings.HasSuffix(name, ".go") {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

type moduleImporter struct {
	checker *Checker
	module  *Module
	folders map[string][]*ast.File
}

func (i *moduleImporter) Import(importPath string) (*types.Package, error) {
	if pkg := i.module.packages[importPath]; pkg != nil {
		return pkg, nil
	}
	files, own := i.folders[importPath]
	if !own {
		return i.checker.std.ImportFrom(importPath, ".", 0)
	}
	config := types.Config{Importer: i}
	pkg, err := config.Check(importPath, i.checker.fset, files, i.module.info)
	if err != nil {
		return nil, err
	}
	i.module.packages[importPath] = pkg
	return pkg, nil
}

// owns says whether an object is declared in the module.
func (m *Module) owns(object types.Object) bool {
	return object != nil && object.Pkg() != nil && m.packages[object.Pkg().Path()] == object.Pkg()
}

// object is what an identifier defines or uses.
func (m *Module) object(ident *ast.Ident) types.Object {
	if object := m.info.Defs[ident]; object != nil {
		return object
	}
	return m.info.Uses[ident]
}

// text is the source text of a node.
func (m *Module) text(node ast.Node) string {
	file, start := m.place(node.Pos())
	return m.files[file][start : start+int(node.End()-node.Pos())]
}

// place is the file and byte of a position.
func (m *Module) place(pos token.Pos) (string, int) {
	position := m.fset.PositionFor(pos, false)
	return position.Filename, position.Offset
}

// Edits change the text of files.
type Edits struct {
	module *Module
	edits  map[string][]edit
}

type edit struct {
	start, end int
	text       string
}

func (m *Module) edit() *Edits { return &Edits{module: m, edits: map[string][]edit{}} }

// replace puts text in the place of everything between two positions.
func (e *Edits) replace(from, to token.Pos, text string) {
	file, start := e.module.place(from)
	e.edits[file] = append(e.edits[file], edit{start, start + int(to-from), text})
}

// insert puts text before a position.
func (e *Edits) insert(at token.Pos, text string) { e.replace(at, at, text) }

// add puts text at the end of the file of a position.
func (e *Edits) add(of token.Pos, text string) {
	file, _ := e.module.place(of)
	end := len(e.module.files[file])
	e.edits[file] = append(e.edits[file], edit{end, end, "\n" + text + "\n"})
}

// apply gives the changed files, formatted; nil if nothing changes.
func (e *Edits) apply() (Files, error) {
	if len(e.edits) == 0 {
		return nil, nil
	}
	files := Files{}
	for name, text := range e.module.files {
		edits := e.edits[name]
		sort.SliceStable(edits, func(i, j int) bool { return edits[i].start < edits[j].start })
		var out strings.Builder
		at := 0
		for _, edit := range edits {
			if edit.start < at {
				return nil, fmt.Errorf("%s: edits overlap at byte %d", name, edit.start)
			}
			out.WriteString(text[at:edit.start])
			out.WriteString(edit.text)
			at = edit.end
		}
		out.WriteString(text[at:])
		files[name] = out.String()
	}
	return files.formatted()
}

// formatted is the files as gofmt would have them.
func (f Files) formatted() (Files, error) {
	for name, text := range f {
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		clean, err := format.Source([]byte(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		f[name] = string(clean)
	}
	return f, nil
}
