// Declarations of package google.golang.org/grpc/connectivity for type resolution: no bodies, no values.

package connectivity

const Idle State = 0
const Connecting State = 0
const Ready State = 0
const TransientFailure State = 0
const Shutdown State = 0

type State int

func (s State) String() string
