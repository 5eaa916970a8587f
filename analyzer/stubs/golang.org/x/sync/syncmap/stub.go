// Declarations of package golang.org/x/sync/syncmap for type resolution: no bodies, no values.

package syncmap

import "sync"

type Map = sync.Map
