// Declarations of package net/rpc for type resolution: no bodies, no values.

package rpc

import (
	"io"
	"net"
	"net/http"
)

const DefaultDebugPath = ""
const DefaultRPCPath = ""

var DefaultServer *Server
var ErrShutdown error

func Accept(lis net.Listener)
func Dial(network, address string) (*Client, error)
func DialHTTP(network, address string) (*Client, error)
func DialHTTPPath(network, address, path string) (*Client, error)
func HandleHTTP()
func NewClient(conn io.ReadWriteCloser) *Client
func NewClientWithCodec(codec ClientCodec) *Client
func NewServer() *Server
func Register(rcvr any) error
func RegisterName(name string, rcvr any) error
func ServeCodec(codec ServerCodec)
func ServeConn(conn io.ReadWriteCloser)
func ServeRequest(codec ServerCodec) error

type Call struct {
	ServiceMethod string
	Args          any
	Reply         any
	Error         error
	Done          chan *Call
}

type Client struct{}

func (client *Client) Call(serviceMethod string, args, reply any) error
func (client *Client) Close() error
func (client *Client) Go(serviceMethod string, args, reply any, done chan *Call) *Call

type ClientCodec interface {
	Close() error
	ReadResponseBody(any) error
	ReadResponseHeader(*Response) error
	WriteRequest(*Request, any) error
}

type Request struct {
	ServiceMethod string
	Seq           uint64
}

type Response struct {
	ServiceMethod string
	Seq           uint64
	Error         string
}

type Server struct{}

func (server *Server) Accept(lis net.Listener)
func (server *Server) HandleHTTP(rpcPath, debugPath string)
func (server *Server) Register(rcvr any) error
func (server *Server) RegisterName(name string, rcvr any) error
func (server *Server) ServeCodec(codec ServerCodec)
func (server *Server) ServeConn(conn io.ReadWriteCloser)
func (server *Server) ServeHTTP(w http.ResponseWriter, req *http.Request)
func (server *Server) ServeRequest(codec ServerCodec) error

type ServerCodec interface {
	Close() error
	ReadRequestBody(any) error
	ReadRequestHeader(*Request) error
	WriteResponse(*Response, any) error
}

type ServerError string

func (e ServerError) Error() string
