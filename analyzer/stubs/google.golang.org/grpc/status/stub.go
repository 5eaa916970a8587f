// Declarations of package google.golang.org/grpc/status for type resolution: no bodies, no values.

package status

import "google.golang.org/grpc/codes"

func Code(err error) codes.Code
func Convert(err error) *Status
func Error(c codes.Code, msg string) error
func Errorf(c codes.Code, format string, a ...any) error
func FromContextError(err error) *Status
func FromError(err error) (s *Status, ok bool)
func New(c codes.Code, msg string) *Status
func Newf(c codes.Code, format string, a ...any) *Status

type Status struct{}

func (s *Status) Code() codes.Code
func (s *Status) Details() []any
func (s *Status) Err() error
func (s *Status) Message() string
func (s *Status) String() string
