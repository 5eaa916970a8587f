// Declarations of package weak for type resolution: no bodies, no values.

package weak

func Make[T any](ptr *T) Pointer[T]

type Pointer[T any] struct{}

func (p Pointer[T]) Value() *T
