package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
	"unicode"
)

// idents calls visit with each identifier of the module.
func (m *Module) idents(visit func(*ast.Ident)) {
	for _, name := range m.sources() {
		ast.Inspect(m.syntax[name], func(node ast.Node) bool {
			if ident, ok := node.(*ast.Ident); ok {
				visit(ident)
			}
			return true
		})
	}
}

// rename gives all types, fields, variables, constants and unexported functions other names. Functions keep their first
// word, by which teardown is known, and methods that others may ask for by name keep theirs.
func rename(_ *Checker, m *Module) (Files, error) {
	kept := map[string]bool{"_": true, "init": true, "main": true}
	owned := map[string]string{}
	m.idents(func(ident *ast.Ident) {
		object := m.object(ident)
		// An embedded field is defined by the name of its type.
		used := m.info.Uses[ident]
		_, isPackage := object.(*types.PkgName)
		if isPackage || object != nil && !m.owns(object) || used != nil && !m.owns(used) {
			kept[ident.Name] = true
			return
		}
		if object == nil {
			return // A package clause, or what a type switch binds.
		}
		owned[ident.Name] = reversed(ident.Name)
		if function, ok := object.(*types.Func); ok {
			owned[ident.Name] = ident.Name + "Qq"
			isMethod := function.Signature().Recv() != nil
			if function.Exported() && isMethod || strings.HasPrefix(ident.Name, "Test") {
				kept[ident.Name] = true
			}
		}
	})
	// One name, one new name: a field may be called what a function is called.
	edits := m.edit()
	for _, name := range m.sources() {
		file := m.syntax[name]
		ast.Inspect(file, func(node ast.Node) bool {
			ident, ok := node.(*ast.Ident)
			if ok && ident != file.Name && owned[ident.Name] != "" && !kept[ident.Name] {
				edits.replace(ident.Pos(), ident.End(), owned[ident.Name])
			}
			return true
		})
	}
	return edits.apply()
}

func reversed(name string) string {
	letters := []rune(strings.ToLower(name))
	for i, j := 0, len(letters)-1; i < j; i, j = i+1, j-1 {
		letters[i], letters[j] = letters[j], letters[i]
	}
	if ast.IsExported(name) {
		return "V" + string(letters)
	}
	return "v" + string(letters)
}

// exported exports what has a name among these: fields, methods and declarations of package level.
func (m *Module) exported(names map[string]bool) (Files, error) {
	edits := m.edit()
	m.idents(func(ident *ast.Ident) {
		if object := m.object(ident); names[ident.Name] && m.owns(object) && (isMember(object) || isGlobal(object)) {
			first, rest := ident.Name[:1], ident.Name[1:]
			edits.replace(ident.Pos(), ident.End(), strings.ToUpper(first)+rest+"X")
		}
	})
	return edits.apply()
}

func isMember(object types.Object) bool {
	switch object := object.(type) {
	case *types.Var:
		return object.IsField()
	case *types.Func:
		return object.Signature().Recv() != nil
	}
	return false
}

func isGlobal(object types.Object) bool {
	return object.Pkg() != nil && object.Parent() == object.Pkg().Scope()
}

// chunk is a declaration with its comment before it and what is written behind it on its last line.
type chunk struct {
	decl ast.Decl
	text string
	// Where the text begins.
	start int
}

// chunks are the declarations of a file but for imports.
func (m *Module) chunks(name string) []chunk {
	var chunks []chunk
	for _, decl := range m.syntax[name].Decls {
		from := decl.Pos()
		switch decl := decl.(type) {
		case *ast.GenDecl:
			if decl.Tok.String() == "import" {
				continue
			}
			if decl.Doc != nil {
				from = decl.Doc.Pos()
			}
		case *ast.FuncDecl:
			if decl.Doc != nil {
				from = decl.Doc.Pos()
			}
		}
		_, start := m.place(from)
		_, end := m.place(decl.End())
		chunks = append(chunks, chunk{decl, m.files[name][start:m.lineEnd(name, end)], start})
	}
	return chunks
}

// lineEnd is where the line ends on which a byte is.
func (m *Module) lineEnd(name string, at int) int {
	if n := strings.IndexByte(m.files[name][at:], '\n'); n >= 0 {
		return at + n
	}
	return len(m.files[name])
}

// file puts declarations into a file of a package, with the imports that they need.
func (m *Module) file(pkg string, chunks []chunk, imports ...string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "package %s\n\n", pkg)
	seen := map[string]bool{}
	add := func(line string) {
		if !seen[line] {
			seen[line] = true
			fmt.Fprintf(&out, "import %s\n", line)
		}
	}
	for _, path := range imports {
		add(fmt.Sprintf("%q", path))
	}
	for _, chunk := range chunks {
		ast.Inspect(chunk.decl, func(node ast.Node) bool {
			if ident, ok := node.(*ast.Ident); ok {
				if used, ok := m.info.Uses[ident].(*types.PkgName); ok {
					if used.Name() == used.Imported().Name() {
						add(fmt.Sprintf("%q", used.Imported().Path()))
					} else {
						add(fmt.Sprintf("%s %q", used.Name(), used.Imported().Path()))
					}
				}
			}
			return true
		})
	}
	for _, chunk := range chunks {
		out.WriteString("\n" + chunk.text + "\n")
	}
	return out.String()
}

// methodsInAnotherFile moves all methods of each file to a file of their own.
func methodsInAnotherFile(_ *Checker, m *Module) (Files, error) {
	files := Files{"go.mod": m.files["go.mod"]}
	moved := false
	for _, name := range m.sources() {
		var methods, others []chunk
		for _, chunk := range m.chunks(name) {
			if function, ok := chunk.decl.(*ast.FuncDecl); ok && function.Recv != nil {
				methods = append(methods, chunk)
			} else {
				others = append(others, chunk)
			}
		}
		pkg := m.syntax[name].Name.Name
		files[name] = m.file(pkg, others)
		if len(methods) > 0 {
			moved = true
			files[beside(name, "methods")] = m.file(pkg, methods)
		}
	}
	if !moved {
		return nil, nil
	}
	return files.formatted()
}

// beside is the name of a further file of the same kind.
func beside(name, suffix string) string {
	for _, ending := range []string{"_test.go", ".go"} {
		if stem, ok := strings.CutSuffix(name, ending); ok {
			return stem + "_" + suffix + ending
		}
	}
	return name
}

// typesInAnotherPackage leaves only the tests where they are.
func typesInAnotherPackage(c *Checker, m *Module) (Files, error) {
	const file = "x_test.go"
	isTest := func(chunk chunk) bool {
		function, ok := chunk.decl.(*ast.FuncDecl)
		return ok && function.Recv == nil && strings.HasPrefix(function.Name.Name, "Test")
	}
	// What the tests use has to be exported.
	hidden := map[string]bool{}
	for _, chunk := range m.chunks(file) {
		if !isTest(chunk) {
			continue
		}
		ast.Inspect(chunk.decl, func(node ast.Node) bool {
			if ident, ok := node.(*ast.Ident); ok {
				object := m.info.Uses[ident]
				if m.owns(object) && !object.Exported() && (isMember(object) || isGlobal(object)) {
					hidden[ident.Name] = unicode.IsLetter(rune(ident.Name[0]))
				}
			}
			return true
		})
	}
	if len(hidden) > 0 {
		files, err := m.exported(hidden)
		if err != nil {
			return nil, err
		}
		if m, err = c.check(files); err != nil {
			return nil, err
		}
	}
	var tests, moved []chunk
	for _, chunk := range m.chunks(file) {
		if isTest(chunk) {
			chunk.text = m.qualified(chunk, "moved")
			tests = append(tests, chunk)
		} else {
			moved = append(moved, chunk)
		}
	}
	if len(moved) == 0 || len(tests) == 0 {
		return nil, nil
	}
	files := Files{}
	for name, text := range m.files {
		files[name] = text
	}
	files[file] = m.file(m.syntax[file].Name.Name, tests, m.files.path()+"/moved")
	files["moved/moved.go"] = m.file("moved", moved)
	return files.formatted()
}

// qualified is a declaration's text with a package before what is declared in its own.
func (m *Module) qualified(chunk chunk, pkg string) string {
	var out strings.Builder
	at := chunk.start
	name, _ := m.place(chunk.decl.Pos())
	ast.Inspect(chunk.decl, func(node ast.Node) bool {
		if ident, ok := node.(*ast.Ident); ok {
			object := m.info.Uses[ident]
			_, isPackage := object.(*types.PkgName)
			if object != nil && !isPackage && object.Pkg() == m.packages[m.files.path()] && isGlobal(object) {
				_, start := m.place(ident.Pos())
				out.WriteString(m.files[name][at:start] + pkg + ".")
				at = start
			}
		}
		return true
	})
	out.WriteString(m.files[name][at : chunk.start+len(chunk.text)])
	return out.String()
}
