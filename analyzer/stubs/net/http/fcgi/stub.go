// Declarations of package net/http/fcgi for type resolution: no bodies, no values.

package fcgi

import (
	"net"
	"net/http"
)

var ErrConnClosed error
var ErrRequestAborted error

func ProcessEnv(r *http.Request) map[string]string
func Serve(l net.Listener, handler http.Handler) error
