// Declarations of package crypto/rsa for type resolution: no bodies, no values.

package rsa

import (
	"crypto"
	"hash"
	"io"
	"math/big"
)

const PSSSaltLengthAuto = 0
const PSSSaltLengthEqualsHash = 0

var ErrDecryption error
var ErrMessageTooLong error
var ErrVerification error

func DecryptOAEP(hash hash.Hash, random io.Reader, priv *PrivateKey, ciphertext, label []byte) ([]byte, error)
func DecryptPKCS1v15(random io.Reader, priv *PrivateKey, ciphertext []byte) ([]byte, error)
func DecryptPKCS1v15SessionKey(random io.Reader, priv *PrivateKey, ciphertext, key []byte) error
func EncryptOAEP(hash hash.Hash, random io.Reader, pub *PublicKey, msg, label []byte) ([]byte, error)
func EncryptOAEPWithOptions(random io.Reader, pub *PublicKey, msg []byte, opts *OAEPOptions) ([]byte, error)
func EncryptPKCS1v15(random io.Reader, pub *PublicKey, msg []byte) ([]byte, error)
func GenerateKey(random io.Reader, bits int) (*PrivateKey, error)
func GenerateMultiPrimeKey(random io.Reader, nprimes, bits int) (*PrivateKey, error)
func SignPKCS1v15(random io.Reader, priv *PrivateKey, hash crypto.Hash, hashed []byte) ([]byte, error)
func SignPSS(random io.Reader, priv *PrivateKey, hash crypto.Hash, digest []byte, opts *PSSOptions) ([]byte, error)
func VerifyPKCS1v15(pub *PublicKey, hash crypto.Hash, hashed, sig []byte) error
func VerifyPSS(pub *PublicKey, hash crypto.Hash, digest, sig []byte, opts *PSSOptions) error

type CRTValue struct {
	Exp   *big.Int
	Coeff *big.Int
	R     *big.Int
}

type OAEPOptions struct {
	Hash    crypto.Hash
	MGFHash crypto.Hash
	Label   []byte
}

type PKCS1v15DecryptOptions struct {
	SessionKeyLen int
}

type PSSOptions struct {
	SaltLength int
	Hash       crypto.Hash
}

func (opts *PSSOptions) HashFunc() crypto.Hash

type PrecomputedValues struct {
	Dp        *big.Int
	Dq        *big.Int
	Qinv      *big.Int
	CRTValues []CRTValue
}

type PrivateKey struct {
	PublicKey
	D           *big.Int
	Primes      []*big.Int
	Precomputed PrecomputedValues
}

func (priv *PrivateKey) Decrypt(rand io.Reader, ciphertext []byte, opts crypto.DecrypterOpts) (plaintext []byte, err error)
func (priv *PrivateKey) Equal(x crypto.PrivateKey) bool
func (priv *PrivateKey) Precompute()
func (priv *PrivateKey) Public() crypto.PublicKey
func (priv *PrivateKey) Sign(rand io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error)
func (priv *PrivateKey) Validate() error

type PublicKey struct {
	N *big.Int
	E int
}

func (pub *PublicKey) Equal(x crypto.PublicKey) bool
func (pub *PublicKey) Size() int
