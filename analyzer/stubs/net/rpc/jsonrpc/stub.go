// Declarations of package net/rpc/jsonrpc for type resolution: no bodies, no values.

package jsonrpc

import (
	"io"
	"net/rpc"
)

func Dial(network, address string) (*rpc.Client, error)
func NewClient(conn io.ReadWriteCloser) *rpc.Client
func NewClientCodec(conn io.ReadWriteCloser) rpc.ClientCodec
func NewServerCodec(conn io.ReadWriteCloser) rpc.ServerCodec
func ServeConn(conn io.ReadWriteCloser)
