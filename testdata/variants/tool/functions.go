package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"
)

// functions calls visit with each function that has a body, tests left out.
func (m *Module) functions(visit func(*ast.FuncDecl)) {
	for _, name := range m.sources() {
		for _, decl := range m.syntax[name].Decls {
			function, ok := decl.(*ast.FuncDecl)
			if ok && function.Body != nil && !isTestFunc(function) {
				visit(function)
			}
		}
	}
}

func isTestFunc(function *ast.FuncDecl) bool {
	name := function.Name.Name
	return function.Recv == nil && (strings.HasPrefix(name, "Test") || name == "init" || name == "main")
}

// receiverOf is the receiver's name, its type as written, and whether it is a pointer; nothing without a name.
func (m *Module) receiverOf(function *ast.FuncDecl) (name, text string, pointer bool) {
	if function.Recv == nil || len(function.Recv.List[0].Names) == 0 {
		return "", "", false
	}
	field := function.Recv.List[0]
	_, pointer = field.Type.(*ast.StarExpr)
	return field.Names[0].Name, m.text(field.Type), pointer
}

// bodyInHelper moves the body of each function to a helper that it calls.
func bodyInHelper(c *Checker, m *Module) (Files, error) {
	var changes []func(*Edits)
	m.functions(func(function *ast.FuncDecl) {
		receiver, _, _ := m.receiverOf(function)
		if len(function.Body.List) == 0 || function.Recv != nil && (receiver == "" || receiver == "_") {
			return
		}
		arguments, ok := parameters(function.Type)
		if !ok {
			return
		}
		helper := fmt.Sprintf("inner%d", len(changes))
		call := helper + typeArguments(function.Type) + "(" + strings.Join(arguments, ", ") + ")"
		head := "func " + helper
		if receiver != "" {
			call = receiver + "." + call
			head = "func " + m.text(function.Recv) + " " + helper
		}
		if function.Type.Results != nil {
			call = "return " + call
		}
		changes = append(changes, func(edits *Edits) {
			name, from := m.place(function.Name.End())
			_, end := m.place(function.End())
			// A mark behind a function of one line belongs to its body.
			rest := m.files[name][end:m.lineEnd(name, end)]
			edits.add(function.Pos(), head+m.files[name][from:end]+rest)
			edits.replace(function.Body.Pos(), function.End()+token.Pos(len(rest)), "{\n"+call+"\n}")
		})
	})
	return c.someOf(m, changes)
}

// parameters are the names of a function's parameters as arguments; false if one has none.
func parameters(function *ast.FuncType) ([]string, bool) {
	var names []string
	for _, field := range function.Params.List {
		if len(field.Names) == 0 {
			return nil, false
		}
		for _, name := range field.Names {
			if name.Name == "_" {
				return nil, false
			}
			text := name.Name
			if _, variadic := field.Type.(*ast.Ellipsis); variadic {
				text += "..."
			}
			names = append(names, text)
		}
	}
	return names, true
}

func typeArguments(function *ast.FuncType) string {
	if function.TypeParams == nil {
		return ""
	}
	var names []string
	for _, field := range function.TypeParams.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
	}
	return "[" + strings.Join(names, ", ") + "]"
}

var mark = regexp.MustCompile(`// race:[rw]`)

// closureToMethod makes a method (or function) of each literal that needs no more than what can be handed to one.
func closureToMethod(c *Checker, m *Module) (Files, error) {
	var changes []func(*Edits)
	m.functions(func(function *ast.FuncDecl) {
		if function.Type.TypeParams != nil {
			return
		}
		calls := map[*ast.FuncLit]*ast.CallExpr{}
		ast.Inspect(function.Body, func(node ast.Node) bool {
			var call *ast.CallExpr
			switch node := node.(type) {
			case *ast.GoStmt:
				call = node.Call
			case *ast.DeferStmt:
				call = node.Call
			}
			if call != nil {
				if lit, ok := call.Fun.(*ast.FuncLit); ok {
					calls[lit] = call
				}
			}
			lit, ok := node.(*ast.FuncLit)
			if !ok {
				return true
			}
			if change := m.methodOf(function, lit, calls[lit], fmt.Sprintf("lit%d", len(changes))); change != nil {
				changes = append(changes, change)
				return false
			}
			return true
		})
	})
	return c.someOf(m, changes)
}

// methodOf is the change that makes a method of a literal; nil if that would change what the literal does. `call` is the go
// or defer statement's call of it, if that is where it stands.
func (m *Module) methodOf(function *ast.FuncDecl, lit *ast.FuncLit, call *ast.CallExpr, name string) func(*Edits) {
	receiver, receiverText, pointer := m.receiverOf(function)
	usesReceiver := false
	var captured []*types.Var
	fits := true
	ast.Inspect(lit, func(node ast.Node) bool {
		ident, ok := node.(*ast.Ident)
		if !ok {
			return true
		}
		variable, ok := m.info.Uses[ident].(*types.Var)
		if !ok || variable.IsField() || isGlobal(variable) || lit.Pos() <= variable.Pos() && variable.Pos() < lit.End() {
			return true
		}
		if variable.Name() == receiver && function.Recv.Pos() <= variable.Pos() && variable.Pos() < function.Recv.End() {
			usesReceiver = true
			fits = fits && pointer
			return true
		}
		for _, known := range captured {
			if known == variable {
				return true
			}
		}
		fits = fits && m.isConstant(function, variable)
		captured = append(captured, variable)
		return true
	})
	if !fits || len(captured) > 0 && call == nil {
		return nil
	}
	head := "func " + name
	value := name
	if usesReceiver {
		head = fmt.Sprintf("func (%s %s) %s", receiver, receiverText, name)
		value = receiver + "." + name
	}
	qualifier := func(pkg *types.Package) string {
		if pkg == m.info.Defs[function.Name].Pkg() {
			return ""
		}
		return pkg.Name()
	}
	var params, args []string
	for _, variable := range captured {
		params = append(params, variable.Name()+" "+types.TypeString(variable.Type(), qualifier))
		args = append(args, variable.Name())
	}
	return func(edits *Edits) {
		file, start := m.place(lit.Pos())
		own := m.files[file][start:m.lineEnd(file, start)]
		body := m.text(lit.Body)
		if found := mark.FindString(own); found != "" && !strings.Contains(body, "\n") {
			body += " " + found
		}
		signature := strings.TrimPrefix(m.text(lit.Type), "func")
		if len(params) > 0 {
			separator := ""
			if lit.Type.Params.NumFields() > 0 {
				separator = ", "
			}
			signature = "(" + strings.Join(params, ", ") + separator + signature[1:]
		}
		edits.add(function.Pos(), head+signature+" "+body)
		edits.replace(lit.Pos(), lit.End(), value)
		if len(args) > 0 {
			text := strings.Join(args, ", ")
			if len(call.Args) > 0 {
				text += ", "
			}
			edits.insert(call.Lparen+1, text)
		}
	}
}

// isConstant says whether a local variable is given its value once, where it is declared, and is no storage that others
// point into.
func (m *Module) isConstant(function *ast.FuncDecl, variable *types.Var) bool {
	switch variable.Type().Underlying().(type) {
	case *types.Struct, *types.Array:
		return false
	}
	once := true
	changes := func(expr ast.Expr) {
		if ident, ok := expr.(*ast.Ident); ok && m.info.Uses[ident] == variable {
			once = false
		}
	}
	ast.Inspect(function, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.AssignStmt:
			for _, left := range node.Lhs {
				changes(left)
			}
		case *ast.FuncType:
			// A return gives named results their values.
			if node.Results != nil {
				for _, result := range node.Results.List {
					for _, name := range result.Names {
						once = once && m.info.Defs[name] != variable
					}
				}
			}
		case *ast.IncDecStmt:
			changes(node.X)
		case *ast.RangeStmt:
			changes(node.Key)
			changes(node.Value)
		case *ast.UnaryExpr:
			if node.Op == token.AND {
				changes(node.X)
			}
		case *ast.ValueSpec:
			for _, name := range node.Names {
				if m.info.Defs[name] == variable && len(node.Values) == 0 {
					once = false
				}
			}
		}
		return true
	})
	return once
}

// spawner starts what it is given.
const spawner = `package spawner

// Go runs a function on a goroutine of its own.
func Go(f func()) { go f() }

// Go1 runs a function of one argument on a goroutine of its own.
func Go1[A any](f func(A), a A) { go f(a) }

// Go2 runs a function of two arguments on a goroutine of its own.
func Go2[A, B any](f func(A, B), a A, b B) { go f(a, b) }
`

// wrappedSpawn starts each goroutine through a function of another package.
func wrappedSpawn(_ *Checker, m *Module) (Files, error) {
	edits := m.edit()
	for _, name := range m.sources() {
		file := m.syntax[name]
		found := false
		ast.Inspect(file, func(node ast.Node) bool {
			statement, ok := node.(*ast.GoStmt)
			if !ok || len(statement.Call.Args) > 2 || statement.Call.Ellipsis.IsValid() {
				return true
			}
			call := statement.Call
			signature, ok := m.info.TypeOf(call.Fun).Underlying().(*types.Signature)
			if !ok || signature.Variadic() || signature.Results().Len() > 0 {
				return true
			}
			found = true
			start := "spawner.Go("
			if n := len(call.Args); n > 0 {
				start = fmt.Sprintf("spawner.Go%d(", n)
			}
			edits.replace(statement.Pos(), call.Pos(), start)
			if len(call.Args) == 0 {
				edits.replace(call.Lparen, call.Rparen, "")
			} else {
				edits.replace(call.Lparen, call.Lparen+1, ", ")
			}
			return true
		})
		if found {
			edits.insert(file.Name.End(), fmt.Sprintf("\n\nimport %q\n", m.files.path()+"/spawner"))
		}
	}
	files, err := edits.apply()
	if files != nil {
		files["spawner/spawner.go"] = spawner
	}
	return files, err
}
