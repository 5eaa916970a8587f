// Declarations of package crypto/sha1 for type resolution: no bodies, no values.

package sha1

import (
	"hash"
)

const BlockSize = 0
const Size = 0

func New() hash.Hash
func Sum(data []byte) [20]byte
