// Declarations of package crypto/ecdh for type resolution: no bodies, no values.

package ecdh

import (
	"crypto"
	"io"
)

func P256() Curve
func P384() Curve
func P521() Curve
func X25519() Curve

type Curve interface {
	GenerateKey(rand io.Reader) (*PrivateKey, error)
	NewPrivateKey(key []byte) (*PrivateKey, error)
	NewPublicKey(key []byte) (*PublicKey, error)
}

type KeyExchanger interface {
	Curve() Curve
	ECDH(*PublicKey) ([]byte, error)
	PublicKey() *PublicKey
}

type PrivateKey struct{}

func (k *PrivateKey) Bytes() []byte
func (k *PrivateKey) Curve() Curve
func (k *PrivateKey) ECDH(remote *PublicKey) ([]byte, error)
func (k *PrivateKey) Equal(x crypto.PrivateKey) bool
func (k *PrivateKey) Public() crypto.PublicKey
func (k *PrivateKey) PublicKey() *PublicKey

type PublicKey struct{}

func (k *PublicKey) Bytes() []byte
func (k *PublicKey) Curve() Curve
func (k *PublicKey) Equal(x crypto.PublicKey) bool
