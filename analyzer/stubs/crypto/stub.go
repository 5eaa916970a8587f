// Declarations of package crypto for type resolution: no bodies, no values.

package crypto

import (
	"hash"
	"io"
)

const BLAKE2b_256 Hash = 0
const BLAKE2b_384 Hash = 0
const BLAKE2b_512 Hash = 0
const BLAKE2s_256 Hash = 0
const MD4 Hash = 0
const MD5 Hash = 0
const MD5SHA1 Hash = 0
const RIPEMD160 Hash = 0
const SHA1 Hash = 0
const SHA224 Hash = 0
const SHA256 Hash = 0
const SHA384 Hash = 0
const SHA3_224 Hash = 0
const SHA3_256 Hash = 0
const SHA3_384 Hash = 0
const SHA3_512 Hash = 0
const SHA512 Hash = 0
const SHA512_224 Hash = 0
const SHA512_256 Hash = 0

func RegisterHash(h Hash, f func() hash.Hash)
func SignMessage(signer Signer, rand io.Reader, msg []byte, opts SignerOpts) (signature []byte, err error)

type Decapsulator interface {
	Decapsulate(ciphertext []byte) (sharedKey []byte, err error)
	Encapsulator() Encapsulator
}

type Decrypter interface {
	Decrypt(rand io.Reader, msg []byte, opts DecrypterOpts) (plaintext []byte, err error)
	Public() PublicKey
}

type DecrypterOpts any

type Encapsulator interface {
	Bytes() []byte
	Encapsulate() (sharedKey, ciphertext []byte)
}

type Hash uint

func (h Hash) Available() bool
func (h Hash) HashFunc() Hash
func (h Hash) New() hash.Hash
func (h Hash) Size() int
func (h Hash) String() string

type MessageSigner interface {
	Signer
	SignMessage(rand io.Reader, msg []byte, opts SignerOpts) (signature []byte, err error)
}

type PrivateKey any

type PublicKey any

type Signer interface {
	Public() PublicKey
	Sign(rand io.Reader, digest []byte, opts SignerOpts) (signature []byte, err error)
}

type SignerOpts interface{ HashFunc() Hash }
