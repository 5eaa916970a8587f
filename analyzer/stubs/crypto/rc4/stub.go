// Declarations of package crypto/rc4 for type resolution: no bodies, no values.

package rc4

func NewCipher(key []byte) (*Cipher, error)

type Cipher struct{}

func (c *Cipher) Reset()
func (c *Cipher) XORKeyStream(dst, src []byte)

type KeySizeError int

func (k KeySizeError) Error() string
