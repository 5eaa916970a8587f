// Declarations of package net/smtp for type resolution: no bodies, no values.

package smtp

import (
	"crypto/tls"
	"io"
	"net"
	"net/textproto"
)

func CRAMMD5Auth(username, secret string) Auth
func Dial(addr string) (*Client, error)
func NewClient(conn net.Conn, host string) (*Client, error)
func PlainAuth(identity, username, password, host string) Auth
func SendMail(addr string, a Auth, from string, to []string, msg []byte) error

type Auth interface {
	Next(fromServer []byte, more bool) (toServer []byte, err error)
	Start(server *ServerInfo) (proto string, toServer []byte, err error)
}

type Client struct {
	Text *textproto.Conn
}

func (c *Client) Auth(a Auth) error
func (c *Client) Close() error
func (c *Client) Data() (io.WriteCloser, error)
func (c *Client) Extension(ext string) (bool, string)
func (c *Client) Hello(localName string) error
func (c *Client) Mail(from string) error
func (c *Client) Noop() error
func (c *Client) Quit() error
func (c *Client) Rcpt(to string) error
func (c *Client) Reset() error
func (c *Client) StartTLS(config *tls.Config) error
func (c *Client) TLSConnectionState() (state tls.ConnectionState, ok bool)
func (c *Client) Verify(addr string) error

type ServerInfo struct {
	Name string
	TLS  bool
	Auth []string
}
