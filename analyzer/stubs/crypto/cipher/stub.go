// Declarations of package crypto/cipher for type resolution: no bodies, no values.

package cipher

import (
	"io"
)

func NewCBCDecrypter(b Block, iv []byte) BlockMode
func NewCBCEncrypter(b Block, iv []byte) BlockMode
func NewCFBDecrypter(block Block, iv []byte) Stream
func NewCFBEncrypter(block Block, iv []byte) Stream
func NewCTR(block Block, iv []byte) Stream
func NewGCM(cipher Block) (AEAD, error)
func NewGCMWithNonceSize(cipher Block, size int) (AEAD, error)
func NewGCMWithRandomNonce(cipher Block) (AEAD, error)
func NewGCMWithTagSize(cipher Block, tagSize int) (AEAD, error)
func NewOFB(b Block, iv []byte) Stream

type AEAD interface {
	NonceSize() int
	Open(dst, nonce, ciphertext, additionalData []byte) ([]byte, error)
	Overhead() int
	Seal(dst, nonce, plaintext, additionalData []byte) []byte
}

type Block interface {
	BlockSize() int
	Decrypt(dst, src []byte)
	Encrypt(dst, src []byte)
}

type BlockMode interface {
	BlockSize() int
	CryptBlocks(dst, src []byte)
}

type Stream interface{ XORKeyStream(dst, src []byte) }

type StreamReader struct {
	S Stream
	R io.Reader
}

func (r StreamReader) Read(dst []byte) (n int, err error)

type StreamWriter struct {
	S   Stream
	W   io.Writer
	Err error
}

func (w StreamWriter) Close() error
func (w StreamWriter) Write(src []byte) (n int, err error)
