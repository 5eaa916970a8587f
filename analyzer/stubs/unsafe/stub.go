// Declarations of package unsafe for type resolution: no bodies, no values.

package unsafe

func Add(ptr Pointer, len int) Pointer
func Alignof(x any) uintptr
func Offsetof(x any) uintptr
func Sizeof(x any) uintptr
func Slice[T any](ptr *T, len int) []T
func SliceData[T any](slice []T) *T
func String(ptr *byte, len int) string
func StringData(str string) *byte

type ArbitraryType int

type Pointer *ArbitraryType
