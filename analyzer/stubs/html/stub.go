// Declarations of package html for type resolution: no bodies, no values.

package html

func EscapeString(s string) string
func UnescapeString(s string) string
