// Declarations of package crypto/tls for type resolution: no bodies, no values.

package tls

import (
	"context"
	"crypto"
	"crypto/x509"
	"io"
	"net"
	"time"
)

const CurveP256 CurveID = 0
const CurveP384 CurveID = 0
const CurveP521 CurveID = 0
const ECDSAWithP256AndSHA256 SignatureScheme = 0
const ECDSAWithP384AndSHA384 SignatureScheme = 0
const ECDSAWithP521AndSHA512 SignatureScheme = 0
const ECDSAWithSHA1 SignatureScheme = 0
const Ed25519 SignatureScheme = 0
const NoClientCert ClientAuthType = 0
const PKCS1WithSHA1 SignatureScheme = 0
const PKCS1WithSHA256 SignatureScheme = 0
const PKCS1WithSHA384 SignatureScheme = 0
const PKCS1WithSHA512 SignatureScheme = 0
const PSSWithSHA256 SignatureScheme = 0
const PSSWithSHA384 SignatureScheme = 0
const PSSWithSHA512 SignatureScheme = 0
const QUICEncryptionLevelApplication QUICEncryptionLevel = 0
const QUICEncryptionLevelEarly QUICEncryptionLevel = 0
const QUICEncryptionLevelHandshake QUICEncryptionLevel = 0
const QUICEncryptionLevelInitial QUICEncryptionLevel = 0
const QUICErrorEvent QUICEventKind = 0
const QUICHandshakeDone QUICEventKind = 0
const QUICNoEvent QUICEventKind = 0
const QUICRejectedEarlyData QUICEventKind = 0
const QUICResumeSession QUICEventKind = 0
const QUICSetReadSecret QUICEventKind = 0
const QUICSetWriteSecret QUICEventKind = 0
const QUICStoreSession QUICEventKind = 0
const QUICTransportParameters QUICEventKind = 0
const QUICTransportParametersRequired QUICEventKind = 0
const QUICWriteData QUICEventKind = 0
const RenegotiateFreelyAsClient RenegotiationSupport = 0
const RenegotiateNever RenegotiationSupport = 0
const RenegotiateOnceAsClient RenegotiationSupport = 0
const RequestClientCert ClientAuthType = 0
const RequireAndVerifyClientCert ClientAuthType = 0
const RequireAnyClientCert ClientAuthType = 0
const SecP256r1MLKEM768 CurveID = 0
const SecP384r1MLKEM1024 CurveID = 0
const TLS_AES_128_GCM_SHA256 uint16 = 0
const TLS_AES_256_GCM_SHA384 uint16 = 0
const TLS_CHACHA20_POLY1305_SHA256 uint16 = 0
const TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA uint16 = 0
const TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256 uint16 = 0
const TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 uint16 = 0
const TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA uint16 = 0
const TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 uint16 = 0
const TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305 uint16 = 0
const TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 uint16 = 0
const TLS_ECDHE_ECDSA_WITH_RC4_128_SHA uint16 = 0
const TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA uint16 = 0
const TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA uint16 = 0
const TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256 uint16 = 0
const TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 uint16 = 0
const TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA uint16 = 0
const TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 uint16 = 0
const TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305 uint16 = 0
const TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 uint16 = 0
const TLS_ECDHE_RSA_WITH_RC4_128_SHA uint16 = 0
const TLS_FALLBACK_SCSV uint16 = 0
const TLS_RSA_WITH_3DES_EDE_CBC_SHA uint16 = 0
const TLS_RSA_WITH_AES_128_CBC_SHA uint16 = 0
const TLS_RSA_WITH_AES_128_CBC_SHA256 uint16 = 0
const TLS_RSA_WITH_AES_128_GCM_SHA256 uint16 = 0
const TLS_RSA_WITH_AES_256_CBC_SHA uint16 = 0
const TLS_RSA_WITH_AES_256_GCM_SHA384 uint16 = 0
const TLS_RSA_WITH_RC4_128_SHA uint16 = 0
const VerifyClientCertIfGiven ClientAuthType = 0
const VersionSSL30 = 0
const VersionTLS10 = 0
const VersionTLS11 = 0
const VersionTLS12 = 0
const VersionTLS13 = 0
const X25519 CurveID = 0
const X25519MLKEM768 CurveID = 0

func CipherSuiteName(id uint16) string
func CipherSuites() []*CipherSuite
func Client(conn net.Conn, config *Config) *Conn
func Dial(network, addr string, config *Config) (*Conn, error)
func DialWithDialer(dialer *net.Dialer, network, addr string, config *Config) (*Conn, error)
func InsecureCipherSuites() []*CipherSuite
func Listen(network, laddr string, config *Config) (net.Listener, error)
func LoadX509KeyPair(certFile, keyFile string) (Certificate, error)
func NewLRUClientSessionCache(capacity int) ClientSessionCache
func NewListener(inner net.Listener, config *Config) net.Listener
func NewResumptionState(ticket []byte, state *SessionState) (*ClientSessionState, error)
func ParseSessionState(data []byte) (*SessionState, error)
func QUICClient(config *QUICConfig) *QUICConn
func QUICServer(config *QUICConfig) *QUICConn
func Server(conn net.Conn, config *Config) *Conn
func VersionName(version uint16) string
func X509KeyPair(certPEMBlock, keyPEMBlock []byte) (Certificate, error)

type AlertError uint8

func (e AlertError) Error() string

type Certificate struct {
	Certificate                  [][]byte
	PrivateKey                   crypto.PrivateKey
	SupportedSignatureAlgorithms []SignatureScheme
	OCSPStaple                   []byte
	SignedCertificateTimestamps  [][]byte
	Leaf                         *x509.Certificate
}

type CertificateRequestInfo struct {
	AcceptableCAs    [][]byte
	SignatureSchemes []SignatureScheme
	Version          uint16
}

func (c *CertificateRequestInfo) Context() context.Context
func (cri *CertificateRequestInfo) SupportsCertificate(c *Certificate) error

type CertificateVerificationError struct {
	UnverifiedCertificates []*x509.Certificate
	Err                    error
}

func (e *CertificateVerificationError) Error() string
func (e *CertificateVerificationError) Unwrap() error

type CipherSuite struct {
	ID                uint16
	Name              string
	SupportedVersions []uint16
	Insecure          bool
}

type ClientAuthType int

func (i ClientAuthType) String() string

type ClientHelloInfo struct {
	CipherSuites      []uint16
	ServerName        string
	SupportedCurves   []CurveID
	SupportedPoints   []uint8
	SignatureSchemes  []SignatureScheme
	SupportedProtos   []string
	SupportedVersions []uint16
	Extensions        []uint16
	Conn              net.Conn
	HelloRetryRequest bool
}

func (c *ClientHelloInfo) Context() context.Context
func (chi *ClientHelloInfo) SupportsCertificate(c *Certificate) error

type ClientSessionCache interface {
	Get(sessionKey string) (session *ClientSessionState, ok bool)
	Put(sessionKey string, cs *ClientSessionState)
}

type ClientSessionState struct{}

func (cs *ClientSessionState) ResumptionState() (ticket []byte, state *SessionState, err error)

type Config struct {
	Rand                                io.Reader
	Time                                func() time.Time
	Certificates                        []Certificate
	NameToCertificate                   map[string]*Certificate
	GetCertificate                      func(*ClientHelloInfo) (*Certificate, error)
	GetClientCertificate                func(*CertificateRequestInfo) (*Certificate, error)
	GetConfigForClient                  func(*ClientHelloInfo) (*Config, error)
	VerifyPeerCertificate               func(rawCerts [][]byte, verifiedChains [][]*x509.Certificate) error
	VerifyConnection                    func(ConnectionState) error
	RootCAs                             *x509.CertPool
	NextProtos                          []string
	ServerName                          string
	ClientAuth                          ClientAuthType
	ClientCAs                           *x509.CertPool
	InsecureSkipVerify                  bool
	CipherSuites                        []uint16
	PreferServerCipherSuites            bool
	SessionTicketsDisabled              bool
	SessionTicketKey                    [32]byte
	ClientSessionCache                  ClientSessionCache
	UnwrapSession                       func(identity []byte, cs ConnectionState) (*SessionState, error)
	WrapSession                         func(ConnectionState, *SessionState) ([]byte, error)
	MinVersion                          uint16
	MaxVersion                          uint16
	CurvePreferences                    []CurveID
	DynamicRecordSizingDisabled         bool
	Renegotiation                       RenegotiationSupport
	KeyLogWriter                        io.Writer
	EncryptedClientHelloConfigList      []byte
	EncryptedClientHelloRejectionVerify func(ConnectionState) error
	GetEncryptedClientHelloKeys         func(*ClientHelloInfo) ([]EncryptedClientHelloKey, error)
	EncryptedClientHelloKeys            []EncryptedClientHelloKey
}

func (c *Config) BuildNameToCertificate()
func (c *Config) Clone() *Config
func (c *Config) DecryptTicket(identity []byte, cs ConnectionState) (*SessionState, error)
func (c *Config) EncryptTicket(cs ConnectionState, ss *SessionState) ([]byte, error)
func (c *Config) SetSessionTicketKeys(keys [][32]byte)

type Conn struct{}

func (c *Conn) Close() error
func (c *Conn) CloseWrite() error
func (c *Conn) ConnectionState() ConnectionState
func (c *Conn) Handshake() error
func (c *Conn) HandshakeContext(ctx context.Context) error
func (c *Conn) LocalAddr() net.Addr
func (c *Conn) NetConn() net.Conn
func (c *Conn) OCSPResponse() []byte
func (c *Conn) Read(b []byte) (int, error)
func (c *Conn) RemoteAddr() net.Addr
func (c *Conn) SetDeadline(t time.Time) error
func (c *Conn) SetReadDeadline(t time.Time) error
func (c *Conn) SetWriteDeadline(t time.Time) error
func (c *Conn) VerifyHostname(host string) error
func (c *Conn) Write(b []byte) (int, error)

type ConnectionState struct {
	Version                     uint16
	HandshakeComplete           bool
	DidResume                   bool
	CipherSuite                 uint16
	CurveID                     CurveID
	NegotiatedProtocol          string
	NegotiatedProtocolIsMutual  bool
	ServerName                  string
	PeerCertificates            []*x509.Certificate
	VerifiedChains              [][]*x509.Certificate
	SignedCertificateTimestamps [][]byte
	OCSPResponse                []byte
	TLSUnique                   []byte
	ECHAccepted                 bool
	HelloRetryRequest           bool
}

func (cs *ConnectionState) ExportKeyingMaterial(label string, context []byte, length int) ([]byte, error)

type CurveID uint16

func (i CurveID) String() string

type Dialer struct {
	NetDialer *net.Dialer
	Config    *Config
}

func (d *Dialer) Dial(network, addr string) (net.Conn, error)
func (d *Dialer) DialContext(ctx context.Context, network, addr string) (net.Conn, error)

type ECHRejectionError struct {
	RetryConfigList []byte
}

func (e *ECHRejectionError) Error() string

type EncryptedClientHelloKey struct {
	Config      []byte
	PrivateKey  []byte
	SendAsRetry bool
}

type QUICConfig struct {
	TLSConfig           *Config
	EnableSessionEvents bool
}

type QUICConn struct{}

func (q *QUICConn) Close() error
func (q *QUICConn) ConnectionState() ConnectionState
func (q *QUICConn) HandleData(level QUICEncryptionLevel, data []byte) error
func (q *QUICConn) NextEvent() QUICEvent
func (q *QUICConn) SendSessionTicket(opts QUICSessionTicketOptions) error
func (q *QUICConn) SetTransportParameters(params []byte)
func (q *QUICConn) Start(ctx context.Context) error
func (q *QUICConn) StoreSession(session *SessionState) error

type QUICEncryptionLevel int

func (l QUICEncryptionLevel) String() string

type QUICEvent struct {
	Kind         QUICEventKind
	Level        QUICEncryptionLevel
	Data         []byte
	Suite        uint16
	SessionState *SessionState
	Err          error
}

type QUICEventKind int

type QUICSessionTicketOptions struct {
	EarlyData bool
	Extra     [][]byte
}

type RecordHeaderError struct {
	Msg          string
	RecordHeader [5]byte
	Conn         net.Conn
}

func (e RecordHeaderError) Error() string

type RenegotiationSupport int

type SessionState struct {
	Extra     [][]byte
	EarlyData bool
}

func (s *SessionState) Bytes() ([]byte, error)

type SignatureScheme uint16

func (i SignatureScheme) String() string
