// Dump prints what each selector x.name of the standard library refers to, by Go's own type checker, in the columns of
// the example program `selectors`. It needs the sources of the toolchain and nothing else: packages are checked from
// source, with cgo on and faked.
package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// std checks packages from source, each once.
type std struct {
	ctx      build.Context
	root     string
	fset     *token.FileSet
	packages map[string]*types.Package
	lines    []string
	failed   int
}

// ImportFrom finds packages as the go command does, vendored ones included.
func (s *std) ImportFrom(path, dir string, _ types.ImportMode) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	found, err := s.ctx.Import(path, dir, 0)
	if err != nil {
		return nil, err
	}
	return s.check(found)
}

func (s *std) Import(path string) (*types.Package, error) { return s.ImportFrom(path, s.root, 0) }

func (s *std) check(found *build.Package) (*types.Package, error) {
	if pkg, ok := s.packages[found.Dir]; ok {
		if pkg == nil {
			return nil, fmt.Errorf("import cycle through %s", found.ImportPath)
		}
		return pkg, nil
	}
	s.packages[found.Dir] = nil
	var files []*ast.File
	for _, name := range append(append([]string{}, found.GoFiles...), found.CgoFiles...) {
		file, err := parser.ParseFile(s.fset, filepath.Join(found.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	sound := true
	config := types.Config{
		Importer:    s,
		FakeImportC: true,
		Sizes:       types.SizesFor("gc", s.ctx.GOARCH),
		Error: func(err error) {
			sound = false
			fmt.Fprintln(os.Stderr, err)
		},
	}
	info := &types.Info{Selections: map[*ast.SelectorExpr]*types.Selection{}}
	pkg, _ := config.Check(found.ImportPath, s.fset, files, info)
	s.packages[found.Dir] = pkg
	if !sound {
		s.failed++
	}
	for selector, selection := range info.Selections {
		s.lines = append(s.lines, s.line(selector, selection))
	}
	return pkg, nil
}

func (s *std) line(selector *ast.SelectorExpr, selection *types.Selection) string {
	at := func(pos token.Pos) (string, int) {
		place := s.fset.Position(pos)
		name, _ := filepath.Rel(s.root, place.Filename)
		return filepath.ToSlash(name), place.Offset
	}
	file, offset := at(selector.Sel.Pos())
	line := fmt.Sprintf("%s\t%d\t%s\t", file, offset, selector.Sel.Name)
	object := selection.Obj()
	kind := "field"
	if function, ok := object.(*types.Func); ok {
		kind = "method"
		if receiver := function.Signature().Recv(); receiver != nil && types.IsInterface(receiver.Type()) {
			return line + "interface\t"
		}
	}
	if !object.Pos().IsValid() {
		return line + "interface\t" // error.Error
	}
	file, offset = at(object.Pos())
	return fmt.Sprintf("%s%s\t%s:%d", line, kind, file, offset)
}

func main() {
	ctx := build.Default
	ctx.CgoEnabled = true
	if len(os.Args) > 1 && os.Args[1] == "tags" {
		fmt.Println(strings.Join(ctx.ToolTags, ","))
		return
	}
	root := filepath.Join(ctx.GOROOT, "src")
	s := &std{ctx: ctx, root: root, fset: token.NewFileSet(), packages: map[string]*types.Package{}}
	err := filepath.WalkDir(root, func(dir string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		name := entry.Name()
		if dir == filepath.Join(root, "builtin") || name == "testdata" || name == "vendor" ||
			strings.HasPrefix(name, "_") || strings.HasPrefix(name, ".") {
			return filepath.SkipDir
		}
		found, err := ctx.ImportDir(dir, 0)
		if err != nil {
			return nil // No files for this configuration.
		}
		if path, err := filepath.Rel(root, dir); err == nil {
			found.ImportPath = filepath.ToSlash(path)
		}
		if _, err := s.check(found); err != nil {
			s.failed++
			fmt.Fprintln(os.Stderr, err)
		}
		return nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	sort.Strings(s.lines)
	out := bufio.NewWriter(os.Stdout)
	for _, line := range s.lines {
		fmt.Fprintln(out, line)
	}
	if err := out.Flush(); err != nil {
		os.Exit(1)
	}
	fmt.Fprintf(os.Stderr, "%d packages, %d of which not without errors\n", len(s.packages), s.failed)
}
