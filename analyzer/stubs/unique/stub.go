// Declarations of package unique for type resolution: no bodies, no values.

package unique

func Make[T comparable](value T) Handle[T]

type Handle[T comparable] struct{}

func (h Handle[T]) Value() T
