// Declarations of package google.golang.org/grpc/credentials for type resolution: no bodies, no values.

package credentials

import (
	"context"
	"crypto/tls"
	"net"
)

func NewTLS(c *tls.Config) TransportCredentials

type AuthInfo interface {
	AuthType() string
}

type PerRPCCredentials interface {
	GetRequestMetadata(ctx context.Context, uri ...string) (map[string]string, error)
	RequireTransportSecurity() bool
}

type ProtocolInfo struct {
	ProtocolVersion  string
	SecurityProtocol string
	SecurityVersion  string
	ServerName       string
}

type TransportCredentials interface {
	ClientHandshake(context.Context, string, net.Conn) (net.Conn, AuthInfo, error)
	ServerHandshake(net.Conn) (net.Conn, AuthInfo, error)
	Info() ProtocolInfo
	Clone() TransportCredentials
	OverrideServerName(string) error
}
