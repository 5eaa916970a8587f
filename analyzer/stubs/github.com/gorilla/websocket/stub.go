// Declarations of package github.com/gorilla/websocket for type resolution: no bodies, no values.

package websocket

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

const BinaryMessage = 0
const CloseAbnormalClosure = 0
const CloseGoingAway = 0
const CloseMessage = 0
const CloseNoStatusReceived = 0
const CloseNormalClosure = 0
const PingMessage = 0
const PongMessage = 0
const TextMessage = 0

var DefaultDialer *Dialer
var ErrCloseSent error
var ErrReadLimit error

func FormatCloseMessage(closeCode int, text string) []byte
func IsCloseError(err error, codes ...int) bool
func IsUnexpectedCloseError(err error, expectedCodes ...int) bool
func IsWebSocketUpgrade(r *http.Request) bool

type CloseError struct {
	Code int
	Text string
}

func (e *CloseError) Error() string

type Conn struct{}

func (c *Conn) Close() error
func (c *Conn) LocalAddr() net.Addr
func (c *Conn) NetConn() net.Conn
func (c *Conn) NextReader() (messageType int, r io.Reader, err error)
func (c *Conn) NextWriter(messageType int) (io.WriteCloser, error)
func (c *Conn) ReadJSON(v any) error
func (c *Conn) ReadMessage() (messageType int, p []byte, err error)
func (c *Conn) RemoteAddr() net.Addr
func (c *Conn) SetCloseHandler(h func(code int, text string) error)
func (c *Conn) SetPingHandler(h func(appData string) error)
func (c *Conn) SetPongHandler(h func(appData string) error)
func (c *Conn) SetReadDeadline(t time.Time) error
func (c *Conn) SetReadLimit(limit int64)
func (c *Conn) SetWriteDeadline(t time.Time) error
func (c *Conn) Subprotocol() string
func (c *Conn) UnderlyingConn() net.Conn
func (c *Conn) WriteControl(messageType int, data []byte, deadline time.Time) error
func (c *Conn) WriteJSON(v any) error
func (c *Conn) WriteMessage(messageType int, data []byte) error

type Dialer struct {
	NetDial           func(network, addr string) (net.Conn, error)
	NetDialContext    func(ctx context.Context, network, addr string) (net.Conn, error)
	Proxy             func(*http.Request) (*url.URL, error)
	TLSClientConfig   *tls.Config
	HandshakeTimeout  time.Duration
	ReadBufferSize    int
	WriteBufferSize   int
	Subprotocols      []string
	EnableCompression bool
	Jar               http.CookieJar
}

func (d *Dialer) Dial(urlStr string, requestHeader http.Header) (*Conn, *http.Response, error)
func (d *Dialer) DialContext(ctx context.Context, urlStr string, requestHeader http.Header) (*Conn, *http.Response, error)

type Upgrader struct {
	HandshakeTimeout  time.Duration
	ReadBufferSize    int
	WriteBufferSize   int
	Subprotocols      []string
	Error             func(w http.ResponseWriter, r *http.Request, status int, reason error)
	CheckOrigin       func(r *http.Request) bool
	EnableCompression bool
}

func (u *Upgrader) Upgrade(w http.ResponseWriter, r *http.Request, responseHeader http.Header) (*Conn, error)
