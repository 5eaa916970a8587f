// Declarations of package mime for type resolution: no bodies, no values.

package mime

import (
	"io"
)

const BEncoding WordEncoder = 0
const QEncoding WordEncoder = 0

var ErrInvalidMediaParameter error

func AddExtensionType(ext, typ string) error
func ExtensionsByType(typ string) ([]string, error)
func FormatMediaType(t string, param map[string]string) string
func ParseMediaType(v string) (mediatype string, params map[string]string, err error)
func TypeByExtension(ext string) string

type WordDecoder struct {
	CharsetReader func(charset string, input io.Reader) (io.Reader, error)
}

func (d *WordDecoder) Decode(word string) (string, error)
func (d *WordDecoder) DecodeHeader(header string) (string, error)

type WordEncoder byte

func (e WordEncoder) Encode(charset, s string) string
