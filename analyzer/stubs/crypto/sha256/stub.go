// Declarations of package crypto/sha256 for type resolution: no bodies, no values.

package sha256

import (
	"hash"
)

const BlockSize = 0
const Size = 0
const Size224 = 0

func New() hash.Hash
func New224() hash.Hash
func Sum224(data []byte) [28]byte
func Sum256(data []byte) [32]byte
