// Declarations of package crypto/pbkdf2 for type resolution: no bodies, no values.

package pbkdf2

import (
	"hash"
)

func Key[Hash hash.Hash](h func() Hash, password string, salt []byte, iter, keyLength int) ([]byte, error)
