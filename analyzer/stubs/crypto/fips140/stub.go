// Declarations of package crypto/fips140 for type resolution: no bodies, no values.

package fips140

func Enabled() bool
func Enforced() bool
func Version() string
func WithoutEnforcement(f func())
