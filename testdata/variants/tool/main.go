// Variants finds what of the synchronisation of the modules in a folder can be cut out so that they still compile.
//
//	variants cut FOLDER          prints one line for each piece that can be cut out
//
// Only the standard library is needed.
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
	case len(args) == 2 && args[0] == "cut":
		if err := printCuts(out, args[1]); err != nil {
			return err
		}
	default:
		return fmt.Errorf("usage: variants cut FOLDER")
	}
	return out.Flush()
}

// modules lists the folders that have a go.mod, by name.
func modules(folder string) ([]string, error) {
	found, err := filepath.Glob(filepath.Join(folder, "*", "go.mod"))
	sort.Strings(found)
	for i := range found {
		found[i] = filepath.Base(filepath.Dir(found[i]))
	}
	return found, err
}
