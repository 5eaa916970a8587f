package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
)

// Cut is a piece of synchronisation that can be removed: one or more statements.
type Cut struct {
	kind  string
	stmts []ast.Stmt
}

func printCuts(out *bufio.Writer, folder string) error {
	names, err := modules(folder)
	if err != nil {
		return err
	}
	checker := newChecker()
	for _, name := range names {
		files, err := readFiles(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		m, err := checker.check(files)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, cut := range m.cuts() {
			if _, err := checker.check(m.without(cut)); err != nil {
				continue
			}
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", name, cut.kind, m.places(cut), oneLine(m.text(cut.stmts[0])))
		}
	}
	return nil
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// places says what is cut: `file:line:column-line:column`, columns in bytes from 1, the second one after the last.
func (m *Module) places(cut Cut) string {
	var places []string
	for _, stmt := range cut.stmts {
		from, to := m.fset.PositionFor(stmt.Pos(), false), m.fset.PositionFor(stmt.End(), false)
		places = append(places, fmt.Sprintf("%s:%d:%d-%d:%d", from.Filename, from.Line, from.Column, to.Line, to.Column))
	}
	return strings.Join(places, " ")
}

// without is the module's files with the cut blanked, so that lines and columns stay.
func (m *Module) without(cut Cut) Files {
	files := Files{}
	for name, text := range m.files {
		files[name] = text
	}
	for _, stmt := range cut.stmts {
		name, start := m.place(stmt.Pos())
		text := []byte(files[name])
		for i := start; i < start+int(stmt.End()-stmt.Pos()); i++ {
			if text[i] != '\n' {
				text[i] = ' '
			}
		}
		files[name] = string(text)
	}
	return files
}

// cuts finds, in each function, the waits, the drains, the sends, the calls of functions that wait, and the pairs of lock and
// unlock; a lock without an unlock makes a pair with the unlocks without a lock in other functions.
func (m *Module) cuts() []Cut {
	var cuts []Cut
	waiting := m.waiting()
	halves := map[types.Object][]ast.Stmt{}
	var order []types.Object
	for _, name := range m.sources() {
		ast.Inspect(m.syntax[name], func(node ast.Node) bool {
			var body *ast.BlockStmt
			switch node := node.(type) {
			case *ast.FuncDecl:
				body = node.Body
			case *ast.FuncLit:
				body = node.Body
			}
			if body == nil {
				return true
			}
			plain, locks := m.cutsOf(body, waiting)
			cuts = append(cuts, plain...)
			for _, lock := range locks {
				switch {
				case lock.locks && lock.unlocks:
					cuts = append(cuts, Cut{"lock", lock.stmts})
				default:
					if _, known := halves[lock.mutex]; !known {
						order = append(order, lock.mutex)
					}
					halves[lock.mutex] = append(halves[lock.mutex], lock.stmts...)
				}
			}
			return true
		})
	}
	for _, mutex := range order {
		cuts = append(cuts, Cut{"lock", halves[mutex]})
	}
	return cuts
}

// waiting is the functions of the module, tests excepted, that wait for something themselves.
func (m *Module) waiting() map[types.Object]bool {
	found := map[types.Object]bool{}
	for _, name := range m.sources() {
		for _, decl := range m.syntax[name].Decls {
			if function, ok := decl.(*ast.FuncDecl); ok && function.Body != nil {
				cuts, _ := m.cutsOf(function.Body, nil)
				for _, cut := range cuts {
					found[m.info.Defs[function.Name]] = found[m.info.Defs[function.Name]] || cut.kind != "send"
				}
			}
		}
	}
	return found
}

// Locking is what one function does with one mutex.
type Locking struct {
	mutex          types.Object
	locks, unlocks bool
	stmts          []ast.Stmt
}

// cutsOf finds those of one function, not of the literals in it.
func (m *Module) cutsOf(body *ast.BlockStmt, waiting map[types.Object]bool) ([]Cut, []*Locking) {
	var cuts []Cut
	var order []*Locking
	locks := map[string]*Locking{}
	communications := map[ast.Stmt]bool{}
	ast.Inspect(body, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CommClause:
			// It cannot be cut out alone.
			communications[node.Comm] = true
		case ast.Stmt:
			if communications[node] {
				return true
			}
			mutex, method := receiver(callOf(node))
			kind, locking := strings.CutSuffix(method, "Lock")
			kind, unlocking := strings.CutSuffix(kind, "Unlock")
			switch {
			case (locking || unlocking) && !strings.HasPrefix(kind, "Try"):
				key := kind + " " + m.text(mutex)
				if locks[key] == nil {
					locks[key] = &Locking{mutex: m.last(mutex)}
					order = append(order, locks[key])
				}
				locks[key].locks = locks[key].locks || locking
				locks[key].unlocks = locks[key].unlocks || unlocking
				locks[key].stmts = append(locks[key].stmts, node)
			case method == "Wait", isReceive(node), waiting[m.called(node)]:
				cuts = append(cuts, Cut{"join", []ast.Stmt{node}})
			case isSend(node):
				cuts = append(cuts, Cut{"send", []ast.Stmt{node}})
			case m.isDrain(node):
				cuts = append(cuts, Cut{"drain", []ast.Stmt{node}})
			case isSpin(node):
				cuts = append(cuts, Cut{"spin", []ast.Stmt{node}})
			}
		}
		return true
	})
	return cuts, order
}

// called is the function that a statement calls or defers.
func (m *Module) called(stmt ast.Stmt) types.Object {
	if call := callOf(stmt); call != nil {
		return m.last(call.Fun)
	}
	return nil
}

// last is the variable, field or function that an expression ends in.
func (m *Module) last(expr ast.Expr) types.Object {
	switch expr := expr.(type) {
	case *ast.Ident:
		return m.object(expr)
	case *ast.SelectorExpr:
		return m.object(expr.Sel)
	}
	return nil
}

// callOf is the call that a statement makes or defers, and does nothing else.
func callOf(stmt ast.Stmt) *ast.CallExpr {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		call, _ := stmt.X.(*ast.CallExpr)
		return call
	case *ast.DeferStmt:
		return stmt.Call
	}
	return nil
}

// receiver is what a method without arguments is called on, and its name.
func receiver(call *ast.CallExpr) (ast.Expr, string) {
	if call == nil || len(call.Args) > 0 {
		return nil, ""
	}
	if selector, ok := call.Fun.(*ast.SelectorExpr); ok {
		return selector.X, selector.Sel.Name
	}
	return nil, ""
}

func isReceive(stmt ast.Stmt) bool {
	if stmt, ok := stmt.(*ast.ExprStmt); ok {
		unary, ok := stmt.X.(*ast.UnaryExpr)
		return ok && unary.Op == token.ARROW
	}
	return false
}

func isSend(stmt ast.Stmt) bool {
	_, ok := stmt.(*ast.SendStmt)
	return ok
}

func (m *Module) isDrain(stmt ast.Stmt) bool {
	loop, ok := stmt.(*ast.RangeStmt)
	if !ok {
		return false
	}
	_, ok = m.info.TypeOf(loop.X).Underlying().(*types.Chan)
	return ok
}

// isSpin says whether a loop does nothing but wait for its condition.
func isSpin(stmt ast.Stmt) bool {
	loop, ok := stmt.(*ast.ForStmt)
	if !ok || loop.Cond == nil || loop.Init != nil || len(loop.Body.List) > 1 {
		return false
	}
	for _, stmt := range loop.Body.List {
		if call := callOf(stmt); call == nil {
			return false
		}
	}
	return true
}
