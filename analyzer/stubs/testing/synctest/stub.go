// Declarations of package testing/synctest for type resolution: no bodies, no values.

package synctest

import (
	"testing"
)

func Test(t *testing.T, f func(*testing.T))
func Wait()
