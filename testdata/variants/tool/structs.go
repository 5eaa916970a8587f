package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// structTypes calls visit with each struct type that is declared at package level, without type parameters.
func (m *Module) structTypes(visit func(*ast.TypeSpec, *ast.StructType)) {
	for _, name := range m.sources() {
		for _, decl := range m.syntax[name].Decls {
			group, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range group.Specs {
				spec, ok := spec.(*ast.TypeSpec)
				if !ok || spec.TypeParams != nil || spec.Assign.IsValid() {
					continue
				}
				if structure, ok := spec.Type.(*ast.StructType); ok {
					visit(spec, structure)
				}
			}
		}
	}
}

// fieldsInEmbeddedStruct moves the fields of each struct to another one that it embeds.
func fieldsInEmbeddedStruct(_ *Checker, m *Module) (Files, error) {
	bases := map[types.Object]string{}
	edits := m.edit()
	m.structTypes(func(spec *ast.TypeSpec, structure *ast.StructType) {
		if structure.Fields.NumFields() == 0 {
			return
		}
		base := "BaseOf" + strings.ToUpper(spec.Name.Name[:1]) + spec.Name.Name[1:]
		bases[m.info.Defs[spec.Name]] = base
		edits.insert(structure.Fields.Opening+1, "\n"+base+"\n}\n\ntype "+base+" struct {")
		if !strings.Contains(m.text(structure), "\n") {
			edits.insert(structure.Fields.Closing, "\n")
		}
	})
	// In a group, the further type needs no keyword.
	for _, name := range m.sources() {
		for _, decl := range m.syntax[name].Decls {
			if group, ok := decl.(*ast.GenDecl); ok && group.Lparen.IsValid() && group.Tok.String() == "type" {
				return nil, nil
			}
		}
		ast.Inspect(m.syntax[name], func(node ast.Node) bool {
			lit, ok := node.(*ast.CompositeLit)
			if !ok || len(lit.Elts) == 0 {
				return true
			}
			named, ok := types.Unalias(pointee(m.info.TypeOf(lit))).(*types.Named)
			if !ok || bases[named.Obj()] == "" {
				return true
			}
			base := bases[named.Obj()]
			qualified := base
			if pkg := m.syntax[name].Name.Name; named.Obj().Pkg().Name() != pkg {
				qualified = named.Obj().Pkg().Name() + "." + base
			}
			edits.insert(lit.Lbrace+1, base+": "+qualified+"{")
			edits.insert(lit.Rbrace, "}")
			return true
		})
	}
	if len(bases) == 0 {
		return nil, nil
	}
	return edits.apply()
}

func pointee(t types.Type) types.Type {
	if pointer, ok := t.Underlying().(*types.Pointer); ok {
		return pointer.Elem()
	}
	return t
}

// embeddedInOuterStruct gives the tests an object that embeds a pointer to the one that they made.
func embeddedInOuterStruct(c *Checker, m *Module) (Files, error) {
	var changes []func(*Edits)
	for _, name := range m.sources() {
		for _, decl := range m.syntax[name].Decls {
			function, ok := decl.(*ast.FuncDecl)
			if !ok || !isTestFunc(function) {
				continue
			}
			ast.Inspect(function, func(node ast.Node) bool {
				define, ok := node.(*ast.AssignStmt)
				if !ok || define.Tok.String() != ":=" || len(define.Lhs) != 1 || len(define.Rhs) != 1 {
					return true
				}
				value := define.Rhs[0]
				pointer, ok := m.info.TypeOf(value).(*types.Pointer)
				if !ok {
					return true
				}
				named, ok := pointer.Elem().(*types.Named)
				if !ok || !m.owns(named.Obj()) || named.TypeArgs().Len() > 0 {
					return true
				}
				if _, ok := named.Underlying().(*types.Struct); !ok {
					return true
				}
				qualifier := func(pkg *types.Package) string {
					if pkg == m.info.Defs[function.Name].Pkg() {
						return ""
					}
					return pkg.Name()
				}
				outer := fmt.Sprintf("outer%d", len(changes))
				changes = append(changes, func(edits *Edits) {
					edits.insert(value.Pos(), "&"+outer+"{")
					edits.insert(value.End(), "}")
					edits.add(function.Pos(), "type "+outer+" struct{ *"+types.TypeString(named, qualifier)+" }")
				})
				return true
			})
		}
	}
	return c.someOf(m, changes)
}

// generic gives all structs a type parameter, and all functions that mention one.
func generic(_ *Checker, m *Module) (Files, error) {
	changed := map[types.Object]bool{}
	edits := m.edit()
	m.structTypes(func(spec *ast.TypeSpec, _ *ast.StructType) {
		changed[m.info.Defs[spec.Name]] = true
		edits.insert(spec.Name.End(), "[G any]")
	})
	if len(changed) == 0 {
		return nil, nil
	}
	mentions := func(node ast.Node) bool {
		found := false
		ast.Inspect(node, func(node ast.Node) bool {
			if ident, ok := node.(*ast.Ident); ok && changed[m.info.Uses[ident]] {
				found = true
			}
			return true
		})
		return found
	}
	// Declarations in which the parameter is known.
	inside := map[ast.Node]bool{}
	functions := map[types.Object]bool{}
	m.functions(func(function *ast.FuncDecl) {
		switch {
		case function.Recv != nil:
			inside[function] = mentions(function.Recv)
		case function.Type.TypeParams == nil && mentions(function.Type):
			inside[function] = true
			functions[m.info.Defs[function.Name]] = true
			edits.insert(function.Name.End(), "[G any]")
		}
	})
	m.structTypes(func(spec *ast.TypeSpec, _ *ast.StructType) { inside[spec] = true })
	for _, name := range m.sources() {
		argument := "[int]"
		var within []ast.Node
		ast.Inspect(m.syntax[name], func(node ast.Node) bool {
			if node == nil {
				left := within[len(within)-1]
				within = within[:len(within)-1]
				if inside[left] {
					argument = "[int]"
				}
				return true
			}
			within = append(within, node)
			if inside[node] {
				argument = "[G]"
			}
			if ident, ok := node.(*ast.Ident); ok {
				if used := m.info.Uses[ident]; changed[used] || functions[used] {
					edits.insert(ident.End(), argument)
				}
			}
			return true
		})
	}
	return edits.apply()
}
