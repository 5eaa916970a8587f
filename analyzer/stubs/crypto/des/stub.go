// Declarations of package crypto/des for type resolution: no bodies, no values.

package des

import (
	"crypto/cipher"
)

const BlockSize = 0

func NewCipher(key []byte) (cipher.Block, error)
func NewTripleDESCipher(key []byte) (cipher.Block, error)

type KeySizeError int

func (k KeySizeError) Error() string
