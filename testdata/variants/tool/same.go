package main

import (
	"bufio"
	"fmt"
	"path/filepath"
)

// transformation rewrites a module into one that means the same; nil if there is nothing in it to rewrite.
type transformation struct {
	name  string
	apply func(*Checker, *Module) (Files, error)
}

// transformations are all there are.
var transformations = []transformation{
	{"rename", rename},
	{"methods_in_another_file", methodsInAnotherFile},
	{"types_in_another_package", typesInAnotherPackage},
	{"body_in_helper", bodyInHelper},
	{"closure_to_method", closureToMethod},
	{"fields_in_embedded_struct", fieldsInEmbeddedStruct},
	{"embedded_in_outer_struct", embeddedInOuterStruct},
	{"generic", generic},
	{"wrapped_spawn", wrappedSpawn},
}

// writeVariants writes each module of a folder in all its variants that compile, and says what became of each.
func writeVariants(out *bufio.Writer, folder, to string) error {
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
		original, err := checker.check(files)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, t := range transformations {
			state := "written"
			changed, err := t.apply(checker, original)
			if err == nil && changed != nil {
				_, err = checker.check(changed)
			}
			switch {
			case err != nil:
				state = fmt.Sprintf("does not compile: %v", err)
			case changed == nil:
				state = "does not apply"
			default:
				if err := changed.write(filepath.Join(to, t.name, name)); err != nil {
					return err
				}
			}
			fmt.Fprintf(out, "%s\t%s\t%s\n", t.name, name, state)
		}
	}
	return nil
}

// someOf applies as many of the changes as compile together: all, or else one after the other.
func (c *Checker) someOf(m *Module, changes []func(*Edits)) (Files, error) {
	with := func(chosen []func(*Edits)) (Files, error) {
		edits := m.edit()
		for _, change := range chosen {
			change(edits)
		}
		files, err := edits.apply()
		if err == nil && files != nil {
			_, err = c.check(files)
		}
		return files, err
	}
	files, all := with(changes)
	if all == nil {
		return files, nil
	}
	var chosen []func(*Edits)
	for _, change := range changes {
		if _, err := with(append(chosen, change)); err == nil {
			chosen = append(chosen, change)
		}
	}
	if len(chosen) == 0 {
		return nil, all
	}
	return with(chosen)
}
