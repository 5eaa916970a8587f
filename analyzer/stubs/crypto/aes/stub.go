// Declarations of package crypto/aes for type resolution: no bodies, no values.

package aes

import (
	"crypto/cipher"
)

const BlockSize = 0

func NewCipher(key []byte) (cipher.Block, error)

type KeySizeError int

func (k KeySizeError) Error() string
