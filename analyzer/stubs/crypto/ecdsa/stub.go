// Declarations of package crypto/ecdsa for type resolution: no bodies, no values.

package ecdsa

import (
	"crypto"
	"crypto/ecdh"
	"crypto/elliptic"
	"io"
	"math/big"
)

func GenerateKey(c elliptic.Curve, r io.Reader) (*PrivateKey, error)
func ParseRawPrivateKey(curve elliptic.Curve, data []byte) (*PrivateKey, error)
func ParseUncompressedPublicKey(curve elliptic.Curve, data []byte) (*PublicKey, error)
func Sign(rand io.Reader, priv *PrivateKey, hash []byte) (r, s *big.Int, err error)
func SignASN1(r io.Reader, priv *PrivateKey, hash []byte) ([]byte, error)
func Verify(pub *PublicKey, hash []byte, r, s *big.Int) bool
func VerifyASN1(pub *PublicKey, hash, sig []byte) bool

type PrivateKey struct {
	PublicKey
	D *big.Int
}

func (priv *PrivateKey) Bytes() ([]byte, error)
func (priv *PrivateKey) ECDH() (*ecdh.PrivateKey, error)
func (priv *PrivateKey) Equal(x crypto.PrivateKey) bool
func (priv *PrivateKey) Public() crypto.PublicKey
func (priv *PrivateKey) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error)

type PublicKey struct {
	elliptic.Curve
	X *big.Int
	Y *big.Int
}

func (pub *PublicKey) Bytes() ([]byte, error)
func (pub *PublicKey) ECDH() (*ecdh.PublicKey, error)
func (pub *PublicKey) Equal(x crypto.PublicKey) bool
