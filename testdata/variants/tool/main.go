// Variants rewrites the modules of a folder: into others that mean the same, or that lack one piece of their
// synchronisation.
//
//	variants same FOLDER OUT     writes OUT/<transformation>/<module>/…, and prints one line for each
//	variants cut FOLDER          prints one line for each piece that can be cut out
//
// Every variant is type-checked, and left out if it does not compile. Only the standard library is needed.
package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"sort"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "variants:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	out := bufio.NewWriter(os.Stdout)
	switch {
	case len(args) == 3 && args[0] == "same":
		if err := writeVariants(out, args[1], args[2]); err != nil {
			return err
		}
	case len(args) == 2 && args[0] == "cut":
		if err := printCuts(out, args[1]); err != nil {
			return err
		}
	default:
		return fmt.Errorf("usage: variants same FOLDER OUT | variants cut FOLDER")
	}
	return out.Flush()
}

// modules lists the folders that have a go.mod, by name, but for those with a module inside: what that is to them, only Go's own
// tools know.
func modules(folder string) ([]string, error) {
	found, err := filepath.Glob(filepath.Join(folder, "*", "go.mod"))
	sort.Strings(found)
	var names []string
	for _, file := range found {
		inside, _ := filepath.Glob(filepath.Join(filepath.Dir(file), "*", "go.mod"))
		if len(inside) == 0 {
			names = append(names, filepath.Base(filepath.Dir(file)))
		}
	}
	return names, err
}
