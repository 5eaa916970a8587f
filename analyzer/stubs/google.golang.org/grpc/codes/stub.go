// Declarations of package google.golang.org/grpc/codes for type resolution: no bodies, no values.

package codes

const OK Code = 0
const Canceled Code = 0
const Unknown Code = 0
const InvalidArgument Code = 0
const DeadlineExceeded Code = 0
const NotFound Code = 0
const AlreadyExists Code = 0
const PermissionDenied Code = 0
const ResourceExhausted Code = 0
const FailedPrecondition Code = 0
const Aborted Code = 0
const OutOfRange Code = 0
const Unimplemented Code = 0
const Internal Code = 0
const Unavailable Code = 0
const DataLoss Code = 0
const Unauthenticated Code = 0

type Code uint32

func (c Code) String() string
