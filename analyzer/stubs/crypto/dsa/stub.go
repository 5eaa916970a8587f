// Declarations of package crypto/dsa for type resolution: no bodies, no values.

package dsa

import (
	"io"
	"math/big"
)

const L1024N160 ParameterSizes = 0
const L2048N224 ParameterSizes = 0
const L2048N256 ParameterSizes = 0
const L3072N256 ParameterSizes = 0

var ErrInvalidPublicKey error

func GenerateKey(priv *PrivateKey, rand io.Reader) error
func GenerateParameters(params *Parameters, rand io.Reader, sizes ParameterSizes) error
func Sign(random io.Reader, priv *PrivateKey, hash []byte) (r, s *big.Int, err error)
func Verify(pub *PublicKey, hash []byte, r, s *big.Int) bool

type ParameterSizes int

type Parameters struct {
	P *big.Int
	Q *big.Int
	G *big.Int
}

type PrivateKey struct {
	PublicKey
	X *big.Int
}

type PublicKey struct {
	Parameters
	Y *big.Int
}
