// Declarations of package crypto/hmac for type resolution: no bodies, no values.

package hmac

import (
	"hash"
)

func Equal(mac1, mac2 []byte) bool
func New(h func() hash.Hash, key []byte) hash.Hash
