// Declarations of package crypto/ed25519 for type resolution: no bodies, no values.

package ed25519

import (
	"crypto"
	"io"
)

const PrivateKeySize = 0
const PublicKeySize = 0
const SeedSize = 0
const SignatureSize = 0

func GenerateKey(random io.Reader) (PublicKey, PrivateKey, error)
func NewKeyFromSeed(seed []byte) PrivateKey
func Sign(privateKey PrivateKey, message []byte) []byte
func Verify(publicKey PublicKey, message, sig []byte) bool
func VerifyWithOptions(publicKey PublicKey, message, sig []byte, opts *Options) error

type Options struct {
	Hash    crypto.Hash
	Context string
}

func (o *Options) HashFunc() crypto.Hash

type PrivateKey []byte

func (priv PrivateKey) Equal(x crypto.PrivateKey) bool
func (priv PrivateKey) Public() crypto.PublicKey
func (priv PrivateKey) Seed() []byte
func (priv PrivateKey) Sign(rand io.Reader, message []byte, opts crypto.SignerOpts) (signature []byte, err error)

type PublicKey []byte

func (pub PublicKey) Equal(x crypto.PublicKey) bool
