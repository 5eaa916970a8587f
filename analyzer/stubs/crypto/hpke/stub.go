// Declarations of package crypto/hpke for type resolution: no bodies, no values.

package hpke

import (
	"crypto"
	"crypto/ecdh"
)

func AES128GCM() AEAD
func AES256GCM() AEAD
func ChaCha20Poly1305() AEAD
func DHKEM(curve ecdh.Curve) KEM
func ExportOnly() AEAD
func HKDFSHA256() KDF
func HKDFSHA384() KDF
func HKDFSHA512() KDF
func MLKEM1024() KEM
func MLKEM1024P384() KEM
func MLKEM768() KEM
func MLKEM768P256() KEM
func MLKEM768X25519() KEM
func NewAEAD(id uint16) (AEAD, error)
func NewDHKEMPrivateKey(priv ecdh.KeyExchanger) (PrivateKey, error)
func NewDHKEMPublicKey(pub *ecdh.PublicKey) (PublicKey, error)
func NewHybridPrivateKey(pq crypto.Decapsulator, t ecdh.KeyExchanger) (PrivateKey, error)
func NewHybridPublicKey(pq crypto.Encapsulator, t *ecdh.PublicKey) (PublicKey, error)
func NewKDF(id uint16) (KDF, error)
func NewKEM(id uint16) (KEM, error)
func NewMLKEMPrivateKey(priv crypto.Decapsulator) (PrivateKey, error)
func NewMLKEMPublicKey(pub crypto.Encapsulator) (PublicKey, error)
func NewRecipient(enc []byte, k PrivateKey, kdf KDF, aead AEAD, info []byte) (*Recipient, error)
func NewSender(pk PublicKey, kdf KDF, aead AEAD, info []byte) (enc []byte, s *Sender, err error)
func Open(k PrivateKey, kdf KDF, aead AEAD, info, ciphertext []byte) ([]byte, error)
func SHAKE128() KDF
func SHAKE256() KDF
func Seal(pk PublicKey, kdf KDF, aead AEAD, info, plaintext []byte) ([]byte, error)

type AEAD interface{ ID() uint16 }

type KDF interface{ ID() uint16 }

type KEM interface {
	DeriveKeyPair(ikm []byte) (PrivateKey, error)
	GenerateKey() (PrivateKey, error)
	ID() uint16
	NewPrivateKey([]byte) (PrivateKey, error)
	NewPublicKey([]byte) (PublicKey, error)
}

type PrivateKey interface {
	Bytes() ([]byte, error)
	KEM() KEM
	PublicKey() PublicKey
}

type PublicKey interface {
	Bytes() []byte
	KEM() KEM
}

type Recipient struct{}

func (r *Recipient) Export(exporterContext string, length int) ([]byte, error)
func (r *Recipient) Open(aad, ciphertext []byte) ([]byte, error)

type Sender struct{}

func (s *Sender) Export(exporterContext string, length int) ([]byte, error)
func (s *Sender) Seal(aad, plaintext []byte) ([]byte, error)
