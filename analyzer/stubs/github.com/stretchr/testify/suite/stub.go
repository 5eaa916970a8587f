// Declarations of package github.com/stretchr/testify/suite for type resolution: no bodies, no values.

package suite

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func Run(t *testing.T, suite TestingSuite)

type Suite struct {
	*assert.Assertions
}

func (suite *Suite) Assert() *assert.Assertions
func (suite *Suite) Require() *require.Assertions
func (suite *Suite) Run(name string, subtest func()) bool
func (suite *Suite) SetS(s TestingSuite)
func (suite *Suite) SetT(t *testing.T)
func (suite *Suite) T() *testing.T

type TestingSuite interface {
	T() *testing.T
	SetT(*testing.T)
	SetS(suite TestingSuite)
}
