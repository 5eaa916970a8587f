// Declarations of package google.golang.org/grpc/credentials/insecure for type resolution: no bodies, no values.

package insecure

import "google.golang.org/grpc/credentials"

func NewCredentials() credentials.TransportCredentials
