// Declarations of package structs for type resolution: no bodies, no values.

package structs

type HostLayout struct{}
