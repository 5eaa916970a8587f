// Declarations of package crypto/x509 for type resolution: no bodies, no values.

package x509

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/url"
	"time"
)

const CANotAuthorizedForExtKeyUsage InvalidReason = 0
const CANotAuthorizedForThisName InvalidReason = 0
const DSA PublicKeyAlgorithm = 0
const DSAWithSHA1 SignatureAlgorithm = 0
const DSAWithSHA256 SignatureAlgorithm = 0
const ECDSA PublicKeyAlgorithm = 0
const ECDSAWithSHA1 SignatureAlgorithm = 0
const ECDSAWithSHA256 SignatureAlgorithm = 0
const ECDSAWithSHA384 SignatureAlgorithm = 0
const ECDSAWithSHA512 SignatureAlgorithm = 0
const Ed25519 PublicKeyAlgorithm = 0
const Expired InvalidReason = 0
const ExtKeyUsageAny ExtKeyUsage = 0
const ExtKeyUsageClientAuth ExtKeyUsage = 0
const ExtKeyUsageCodeSigning ExtKeyUsage = 0
const ExtKeyUsageEmailProtection ExtKeyUsage = 0
const ExtKeyUsageIPSECEndSystem ExtKeyUsage = 0
const ExtKeyUsageIPSECTunnel ExtKeyUsage = 0
const ExtKeyUsageIPSECUser ExtKeyUsage = 0
const ExtKeyUsageMicrosoftCommercialCodeSigning ExtKeyUsage = 0
const ExtKeyUsageMicrosoftKernelCodeSigning ExtKeyUsage = 0
const ExtKeyUsageMicrosoftServerGatedCrypto ExtKeyUsage = 0
const ExtKeyUsageNetscapeServerGatedCrypto ExtKeyUsage = 0
const ExtKeyUsageOCSPSigning ExtKeyUsage = 0
const ExtKeyUsageServerAuth ExtKeyUsage = 0
const ExtKeyUsageTimeStamping ExtKeyUsage = 0
const IncompatibleUsage InvalidReason = 0
const KeyUsageCRLSign KeyUsage = 0
const KeyUsageCertSign KeyUsage = 0
const KeyUsageContentCommitment KeyUsage = 0
const KeyUsageDataEncipherment KeyUsage = 0
const KeyUsageDecipherOnly KeyUsage = 0
const KeyUsageDigitalSignature KeyUsage = 0
const KeyUsageEncipherOnly KeyUsage = 0
const KeyUsageKeyAgreement KeyUsage = 0
const KeyUsageKeyEncipherment KeyUsage = 0
const MD2WithRSA SignatureAlgorithm = 0
const MD5WithRSA SignatureAlgorithm = 0
const NameConstraintsWithoutSANs InvalidReason = 0
const NameMismatch InvalidReason = 0
const NoValidChains InvalidReason = 0
const NotAuthorizedToSign InvalidReason = 0
const PEMCipher3DES PEMCipher = 0
const PEMCipherAES128 PEMCipher = 0
const PEMCipherAES192 PEMCipher = 0
const PEMCipherAES256 PEMCipher = 0
const PEMCipherDES PEMCipher = 0
const PureEd25519 SignatureAlgorithm = 0
const RSA PublicKeyAlgorithm = 0
const SHA1WithRSA SignatureAlgorithm = 0
const SHA256WithRSA SignatureAlgorithm = 0
const SHA256WithRSAPSS SignatureAlgorithm = 0
const SHA384WithRSA SignatureAlgorithm = 0
const SHA384WithRSAPSS SignatureAlgorithm = 0
const SHA512WithRSA SignatureAlgorithm = 0
const SHA512WithRSAPSS SignatureAlgorithm = 0
const TooManyConstraints InvalidReason = 0
const TooManyIntermediates InvalidReason = 0
const UnconstrainedName InvalidReason = 0
const UnknownPublicKeyAlgorithm PublicKeyAlgorithm = 0
const UnknownSignatureAlgorithm SignatureAlgorithm = 0

var ErrUnsupportedAlgorithm error
var IncorrectPasswordError error

func CreateCertificate(rand io.Reader, template, parent *Certificate, pub, priv any) ([]byte, error)
func CreateCertificateRequest(rand io.Reader, template *CertificateRequest, priv any) (csr []byte, err error)
func CreateRevocationList(rand io.Reader, template *RevocationList, issuer *Certificate, priv crypto.Signer) ([]byte, error)
func DecryptPEMBlock(b *pem.Block, password []byte) ([]byte, error)
func EncryptPEMBlock(rand io.Reader, blockType string, data, password []byte, alg PEMCipher) (*pem.Block, error)
func IsEncryptedPEMBlock(b *pem.Block) bool
func MarshalECPrivateKey(key *ecdsa.PrivateKey) ([]byte, error)
func MarshalPKCS1PrivateKey(key *rsa.PrivateKey) []byte
func MarshalPKCS1PublicKey(key *rsa.PublicKey) []byte
func MarshalPKCS8PrivateKey(key any) ([]byte, error)
func MarshalPKIXPublicKey(pub any) ([]byte, error)
func NewCertPool() *CertPool
func OIDFromASN1OID(asn1OID asn1.ObjectIdentifier) (OID, error)
func OIDFromInts(oid []uint64) (OID, error)
func ParseCRL(crlBytes []byte) (*pkix.CertificateList, error)
func ParseCertificate(der []byte) (*Certificate, error)
func ParseCertificateRequest(asn1Data []byte) (*CertificateRequest, error)
func ParseCertificates(der []byte) ([]*Certificate, error)
func ParseDERCRL(derBytes []byte) (*pkix.CertificateList, error)
func ParseECPrivateKey(der []byte) (*ecdsa.PrivateKey, error)
func ParseOID(oid string) (OID, error)
func ParsePKCS1PrivateKey(der []byte) (*rsa.PrivateKey, error)
func ParsePKCS1PublicKey(der []byte) (*rsa.PublicKey, error)
func ParsePKCS8PrivateKey(der []byte) (key any, err error)
func ParsePKIXPublicKey(derBytes []byte) (pub any, err error)
func ParseRevocationList(der []byte) (*RevocationList, error)
func SetFallbackRoots(roots *CertPool)
func SystemCertPool() (*CertPool, error)

type CertPool struct{}

func (s *CertPool) AddCert(cert *Certificate)
func (s *CertPool) AddCertWithConstraint(cert *Certificate, constraint func([]*Certificate) error)
func (s *CertPool) AppendCertsFromPEM(pemCerts []byte) (ok bool)
func (s *CertPool) Clone() *CertPool
func (s *CertPool) Equal(other *CertPool) bool
func (s *CertPool) Subjects() [][]byte

type Certificate struct {
	Raw                         []byte
	RawTBSCertificate           []byte
	RawSubjectPublicKeyInfo     []byte
	RawSubject                  []byte
	RawIssuer                   []byte
	Signature                   []byte
	SignatureAlgorithm          SignatureAlgorithm
	PublicKeyAlgorithm          PublicKeyAlgorithm
	PublicKey                   any
	Version                     int
	SerialNumber                *big.Int
	Issuer                      pkix.Name
	Subject                     pkix.Name
	NotBefore                   time.Time
	NotAfter                    time.Time
	KeyUsage                    KeyUsage
	Extensions                  []pkix.Extension
	ExtraExtensions             []pkix.Extension
	UnhandledCriticalExtensions []asn1.ObjectIdentifier
	ExtKeyUsage                 []ExtKeyUsage
	UnknownExtKeyUsage          []asn1.ObjectIdentifier
	BasicConstraintsValid       bool
	IsCA                        bool
	MaxPathLen                  int
	MaxPathLenZero              bool
	SubjectKeyId                []byte
	AuthorityKeyId              []byte
	OCSPServer                  []string
	IssuingCertificateURL       []string
	DNSNames                    []string
	EmailAddresses              []string
	IPAddresses                 []net.IP
	URIs                        []*url.URL
	PermittedDNSDomainsCritical bool
	PermittedDNSDomains         []string
	ExcludedDNSDomains          []string
	PermittedIPRanges           []*net.IPNet
	ExcludedIPRanges            []*net.IPNet
	PermittedEmailAddresses     []string
	ExcludedEmailAddresses      []string
	PermittedURIDomains         []string
	ExcludedURIDomains          []string
	CRLDistributionPoints       []string
	PolicyIdentifiers           []asn1.ObjectIdentifier
	Policies                    []OID
	InhibitAnyPolicy            int
	InhibitAnyPolicyZero        bool
	InhibitPolicyMapping        int
	InhibitPolicyMappingZero    bool
	RequireExplicitPolicy       int
	RequireExplicitPolicyZero   bool
	PolicyMappings              []PolicyMapping
}

func (c *Certificate) CheckCRLSignature(crl *pkix.CertificateList) error
func (c *Certificate) CheckSignature(algo SignatureAlgorithm, signed, signature []byte) error
func (c *Certificate) CheckSignatureFrom(parent *Certificate) error
func (c *Certificate) CreateCRL(rand io.Reader, priv any, revokedCerts []pkix.RevokedCertificate, now, expiry time.Time) (crlBytes []byte, err error)
func (c *Certificate) Equal(other *Certificate) bool
func (c *Certificate) Verify(opts VerifyOptions) ([][]*Certificate, error)
func (c *Certificate) VerifyHostname(h string) error

type CertificateInvalidError struct {
	Cert   *Certificate
	Reason InvalidReason
	Detail string
}

func (e CertificateInvalidError) Error() string

type CertificateRequest struct {
	Raw                      []byte
	RawTBSCertificateRequest []byte
	RawSubjectPublicKeyInfo  []byte
	RawSubject               []byte
	Version                  int
	Signature                []byte
	SignatureAlgorithm       SignatureAlgorithm
	PublicKeyAlgorithm       PublicKeyAlgorithm
	PublicKey                any
	Subject                  pkix.Name
	Attributes               []pkix.AttributeTypeAndValueSET
	Extensions               []pkix.Extension
	ExtraExtensions          []pkix.Extension
	DNSNames                 []string
	EmailAddresses           []string
	IPAddresses              []net.IP
	URIs                     []*url.URL
}

func (c *CertificateRequest) CheckSignature() error

type ConstraintViolationError struct{}

func (recv ConstraintViolationError) Error() string

type ExtKeyUsage int

func (eku ExtKeyUsage) OID() OID
func (i ExtKeyUsage) String() string

type HostnameError struct {
	Certificate *Certificate
	Host        string
}

func (h HostnameError) Error() string

type InsecureAlgorithmError int

func (e InsecureAlgorithmError) Error() string

type InvalidReason int

type KeyUsage int

func (i KeyUsage) String() string

type OID struct{}

func (o OID) AppendBinary(b []byte) ([]byte, error)
func (o OID) AppendText(b []byte) ([]byte, error)
func (oid OID) Equal(other OID) bool
func (oid OID) EqualASN1OID(other asn1.ObjectIdentifier) bool
func (o OID) MarshalBinary() ([]byte, error)
func (o OID) MarshalText() ([]byte, error)
func (oid OID) String() string
func (o *OID) UnmarshalBinary(b []byte) error
func (o *OID) UnmarshalText(text []byte) error

type PEMCipher int

type PolicyMapping struct {
	IssuerDomainPolicy  OID
	SubjectDomainPolicy OID
}

type PublicKeyAlgorithm int

func (algo PublicKeyAlgorithm) String() string

type RevocationList struct {
	Raw                       []byte
	RawTBSRevocationList      []byte
	RawIssuer                 []byte
	Issuer                    pkix.Name
	AuthorityKeyId            []byte
	Signature                 []byte
	SignatureAlgorithm        SignatureAlgorithm
	RevokedCertificateEntries []RevocationListEntry
	RevokedCertificates       []pkix.RevokedCertificate
	Number                    *big.Int
	ThisUpdate                time.Time
	NextUpdate                time.Time
	Extensions                []pkix.Extension
	ExtraExtensions           []pkix.Extension
}

func (rl *RevocationList) CheckSignatureFrom(parent *Certificate) error

type RevocationListEntry struct {
	Raw             []byte
	SerialNumber    *big.Int
	RevocationTime  time.Time
	ReasonCode      int
	Extensions      []pkix.Extension
	ExtraExtensions []pkix.Extension
}

type SignatureAlgorithm int

func (algo SignatureAlgorithm) String() string

type SystemRootsError struct {
	Err error
}

func (se SystemRootsError) Error() string
func (se SystemRootsError) Unwrap() error

type UnhandledCriticalExtension struct{}

func (h UnhandledCriticalExtension) Error() string

type UnknownAuthorityError struct {
	Cert *Certificate
}

func (e UnknownAuthorityError) Error() string

type VerifyOptions struct {
	DNSName                   string
	Intermediates             *CertPool
	Roots                     *CertPool
	CurrentTime               time.Time
	KeyUsages                 []ExtKeyUsage
	MaxConstraintComparisions int
	CertificatePolicies       []OID
}
