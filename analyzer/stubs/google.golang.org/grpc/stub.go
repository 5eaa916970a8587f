// Declarations of package google.golang.org/grpc for type resolution: no bodies, no values.

package grpc

import (
	"context"
	"net"
	"net/http"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/connectivity"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/metadata"
)

var ErrClientConnClosing error
var ErrServerStopped error

func ChainStreamInterceptor(interceptors ...StreamServerInterceptor) ServerOption
func ChainUnaryInterceptor(interceptors ...UnaryServerInterceptor) ServerOption
func Code(err error) codes.Code
func ConnectionTimeout(d time.Duration) ServerOption
func Creds(c credentials.TransportCredentials) ServerOption
func Dial(target string, opts ...DialOption) (*ClientConn, error)
func DialContext(ctx context.Context, target string, opts ...DialOption) (conn *ClientConn, err error)
func Errorf(c codes.Code, format string, a ...any) error
func FailOnNonTempDialError(f bool) DialOption
func Header(md *metadata.MD) CallOption
func InitialConnWindowSize(s int32) ServerOption
func InitialWindowSize(s int32) ServerOption
func MaxCallRecvMsgSize(bytes int) CallOption
func MaxCallSendMsgSize(bytes int) CallOption
func MaxConcurrentStreams(n uint32) ServerOption
func MaxRecvMsgSize(m int) ServerOption
func MaxSendMsgSize(m int) ServerOption
func Method(ctx context.Context) (string, bool)
func NewClient(target string, opts ...DialOption) (conn *ClientConn, err error)
func NewServer(opt ...ServerOption) *Server
func SendHeader(ctx context.Context, md metadata.MD) error
func SetHeader(ctx context.Context, md metadata.MD) error
func SetTrailer(ctx context.Context, md metadata.MD) error
func StreamInterceptor(i StreamServerInterceptor) ServerOption
func Trailer(md *metadata.MD) CallOption
func UnaryInterceptor(i UnaryServerInterceptor) ServerOption
func WaitForReady(waitForReady bool) CallOption
func WithAuthority(a string) DialOption
func WithBlock() DialOption
func WithChainStreamInterceptor(interceptors ...StreamClientInterceptor) DialOption
func WithChainUnaryInterceptor(interceptors ...UnaryClientInterceptor) DialOption
func WithContextDialer(f func(context.Context, string) (net.Conn, error)) DialOption
func WithDefaultCallOptions(cos ...CallOption) DialOption
func WithDefaultServiceConfig(s string) DialOption
func WithDialer(f func(string, time.Duration) (net.Conn, error)) DialOption
func WithInsecure() DialOption
func WithStreamInterceptor(f StreamClientInterceptor) DialOption
func WithTimeout(d time.Duration) DialOption
func WithTransportCredentials(creds credentials.TransportCredentials) DialOption
func WithUnaryInterceptor(f UnaryClientInterceptor) DialOption
func WithUserAgent(s string) DialOption

type BidiStreamingClient[Req any, Res any] interface {
	Send(*Req) error
	Recv() (*Res, error)
	ClientStream
}

type BidiStreamingServer[Req any, Res any] interface {
	Recv() (*Req, error)
	Send(*Res) error
	ServerStream
}

type CallOption interface{}

type ClientConn struct{}

func (cc *ClientConn) CanonicalTarget() string
func (cc *ClientConn) Close() error
func (cc *ClientConn) Connect()
func (cc *ClientConn) GetState() connectivity.State
func (cc *ClientConn) Invoke(ctx context.Context, method string, args, reply any, opts ...CallOption) error
func (cc *ClientConn) NewStream(ctx context.Context, desc *StreamDesc, method string, opts ...CallOption) (ClientStream, error)
func (cc *ClientConn) ResetConnectBackoff()
func (cc *ClientConn) Target() string
func (cc *ClientConn) WaitForStateChange(ctx context.Context, sourceState connectivity.State) bool

type ClientConnInterface interface {
	Invoke(ctx context.Context, method string, args any, reply any, opts ...CallOption) error
	NewStream(ctx context.Context, desc *StreamDesc, method string, opts ...CallOption) (ClientStream, error)
}

type ClientStream interface {
	Header() (metadata.MD, error)
	Trailer() metadata.MD
	CloseSend() error
	Context() context.Context
	SendMsg(m any) error
	RecvMsg(m any) error
}

type ClientStreamingClient[Req any, Res any] interface {
	Send(*Req) error
	CloseAndRecv() (*Res, error)
	ClientStream
}

type ClientStreamingServer[Req any, Res any] interface {
	Recv() (*Req, error)
	SendAndClose(*Res) error
	ServerStream
}

type DialOption interface{}

type MethodDesc struct {
	MethodName string
	Handler    func(srv any, ctx context.Context, dec func(any) error, interceptor UnaryServerInterceptor) (any, error)
}

type MethodInfo struct {
	Name           string
	IsClientStream bool
	IsServerStream bool
}

type Server struct{}

func (s *Server) GetServiceInfo() map[string]ServiceInfo
func (s *Server) GracefulStop()
func (s *Server) RegisterService(sd *ServiceDesc, ss any)
func (s *Server) Serve(lis net.Listener) error
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request)
func (s *Server) Stop()

type ServerOption interface{}

type ServerStream interface {
	SetHeader(metadata.MD) error
	SendHeader(metadata.MD) error
	SetTrailer(metadata.MD)
	Context() context.Context
	SendMsg(m any) error
	RecvMsg(m any) error
}

type ServerStreamingClient[Res any] interface {
	Recv() (*Res, error)
	ClientStream
}

type ServerStreamingServer[Res any] interface {
	Send(*Res) error
	ServerStream
}

type ServiceDesc struct {
	ServiceName string
	HandlerType any
	Methods     []MethodDesc
	Streams     []StreamDesc
	Metadata    any
}

type ServiceInfo struct {
	Methods  []MethodInfo
	Metadata any
}

type ServiceRegistrar interface {
	RegisterService(desc *ServiceDesc, impl any)
}

type StreamClientInterceptor func(ctx context.Context, desc *StreamDesc, cc *ClientConn, method string, streamer Streamer, opts ...CallOption) (ClientStream, error)

type StreamDesc struct {
	StreamName    string
	Handler       StreamHandler
	ServerStreams bool
	ClientStreams bool
}

type StreamHandler func(srv any, stream ServerStream) error

type StreamServerInfo struct {
	FullMethod     string
	IsClientStream bool
	IsServerStream bool
}

type StreamServerInterceptor func(srv any, ss ServerStream, info *StreamServerInfo, handler StreamHandler) error

type Streamer func(ctx context.Context, desc *StreamDesc, cc *ClientConn, method string, opts ...CallOption) (ClientStream, error)

type UnaryClientInterceptor func(ctx context.Context, method string, req, reply any, cc *ClientConn, invoker UnaryInvoker, opts ...CallOption) error

type UnaryHandler func(ctx context.Context, req any) (any, error)

type UnaryInvoker func(ctx context.Context, method string, req, reply any, cc *ClientConn, opts ...CallOption) error

type UnaryServerInfo struct {
	Server     any
	FullMethod string
}

type UnaryServerInterceptor func(ctx context.Context, req any, info *UnaryServerInfo, handler UnaryHandler) (resp any, err error)
