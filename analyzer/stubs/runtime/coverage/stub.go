// Declarations of package runtime/coverage for type resolution: no bodies, no values.

package coverage

import (
	"io"
)

func ClearCounters() error
func WriteCounters(w io.Writer) error
func WriteCountersDir(dir string) error
func WriteMeta(w io.Writer) error
func WriteMetaDir(dir string) error
