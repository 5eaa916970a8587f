// Declarations of package go.uber.org/atomic for type resolution: no bodies, no values.

package atomic

import "time"

func NewInt32(val int32) *Int32
func NewInt64(val int64) *Int64
func NewUint32(val uint32) *Uint32
func NewUint64(val uint64) *Uint64
func NewUintptr(val uintptr) *Uintptr
func NewFloat32(val float32) *Float32
func NewFloat64(val float64) *Float64
func NewDuration(val time.Duration) *Duration
func NewBool(val bool) *Bool
func NewString(val string) *String
func NewError(val error) *Error
func NewTime(val time.Time) *Time
func NewPointer[T any](v *T) *Pointer[T]
func NewUnsafePointer(val any) *UnsafePointer

type Int32 struct{}

func (x *Int32) Add(delta int32) int32
func (x *Int32) CAS(old, new int32) (swapped bool)
func (x *Int32) CompareAndSwap(old, new int32) (swapped bool)
func (x *Int32) Dec() int32
func (x *Int32) Inc() int32
func (x *Int32) Load() int32
func (x *Int32) MarshalJSON() ([]byte, error)
func (x *Int32) Store(val int32)
func (x *Int32) String() string
func (x *Int32) Sub(delta int32) int32
func (x *Int32) Swap(val int32) (old int32)
func (x *Int32) UnmarshalJSON(b []byte) error

type Int64 struct{}

func (x *Int64) Add(delta int64) int64
func (x *Int64) CAS(old, new int64) (swapped bool)
func (x *Int64) CompareAndSwap(old, new int64) (swapped bool)
func (x *Int64) Dec() int64
func (x *Int64) Inc() int64
func (x *Int64) Load() int64
func (x *Int64) MarshalJSON() ([]byte, error)
func (x *Int64) Store(val int64)
func (x *Int64) String() string
func (x *Int64) Sub(delta int64) int64
func (x *Int64) Swap(val int64) (old int64)
func (x *Int64) UnmarshalJSON(b []byte) error

type Uint32 struct{}

func (x *Uint32) Add(delta uint32) uint32
func (x *Uint32) CAS(old, new uint32) (swapped bool)
func (x *Uint32) CompareAndSwap(old, new uint32) (swapped bool)
func (x *Uint32) Dec() uint32
func (x *Uint32) Inc() uint32
func (x *Uint32) Load() uint32
func (x *Uint32) MarshalJSON() ([]byte, error)
func (x *Uint32) Store(val uint32)
func (x *Uint32) String() string
func (x *Uint32) Sub(delta uint32) uint32
func (x *Uint32) Swap(val uint32) (old uint32)
func (x *Uint32) UnmarshalJSON(b []byte) error

type Uint64 struct{}

func (x *Uint64) Add(delta uint64) uint64
func (x *Uint64) CAS(old, new uint64) (swapped bool)
func (x *Uint64) CompareAndSwap(old, new uint64) (swapped bool)
func (x *Uint64) Dec() uint64
func (x *Uint64) Inc() uint64
func (x *Uint64) Load() uint64
func (x *Uint64) MarshalJSON() ([]byte, error)
func (x *Uint64) Store(val uint64)
func (x *Uint64) String() string
func (x *Uint64) Sub(delta uint64) uint64
func (x *Uint64) Swap(val uint64) (old uint64)
func (x *Uint64) UnmarshalJSON(b []byte) error

type Uintptr struct{}

func (x *Uintptr) Add(delta uintptr) uintptr
func (x *Uintptr) CAS(old, new uintptr) (swapped bool)
func (x *Uintptr) CompareAndSwap(old, new uintptr) (swapped bool)
func (x *Uintptr) Dec() uintptr
func (x *Uintptr) Inc() uintptr
func (x *Uintptr) Load() uintptr
func (x *Uintptr) MarshalJSON() ([]byte, error)
func (x *Uintptr) Store(val uintptr)
func (x *Uintptr) String() string
func (x *Uintptr) Sub(delta uintptr) uintptr
func (x *Uintptr) Swap(val uintptr) (old uintptr)
func (x *Uintptr) UnmarshalJSON(b []byte) error

type Float32 struct{}

func (x *Float32) Add(delta float32) float32
func (x *Float32) CAS(old, new float32) (swapped bool)
func (x *Float32) CompareAndSwap(old, new float32) (swapped bool)
func (x *Float32) Load() float32
func (x *Float32) MarshalJSON() ([]byte, error)
func (x *Float32) Store(val float32)
func (x *Float32) String() string
func (x *Float32) Sub(delta float32) float32
func (x *Float32) Swap(val float32) (old float32)
func (x *Float32) UnmarshalJSON(b []byte) error

type Float64 struct{}

func (x *Float64) Add(delta float64) float64
func (x *Float64) CAS(old, new float64) (swapped bool)
func (x *Float64) CompareAndSwap(old, new float64) (swapped bool)
func (x *Float64) Load() float64
func (x *Float64) MarshalJSON() ([]byte, error)
func (x *Float64) Store(val float64)
func (x *Float64) String() string
func (x *Float64) Sub(delta float64) float64
func (x *Float64) Swap(val float64) (old float64)
func (x *Float64) UnmarshalJSON(b []byte) error

type Duration struct{}

func (x *Duration) Add(delta time.Duration) time.Duration
func (x *Duration) CAS(old, new time.Duration) (swapped bool)
func (x *Duration) CompareAndSwap(old, new time.Duration) (swapped bool)
func (x *Duration) Load() time.Duration
func (x *Duration) MarshalJSON() ([]byte, error)
func (x *Duration) Store(val time.Duration)
func (x *Duration) String() string
func (x *Duration) Sub(delta time.Duration) time.Duration
func (x *Duration) Swap(val time.Duration) (old time.Duration)
func (x *Duration) UnmarshalJSON(b []byte) error

type Bool struct{}

func (x *Bool) CompareAndSwap(old, new bool) (swapped bool)
func (x *Bool) Swap(val bool) (old bool)
func (x *Bool) CAS(old, new bool) (swapped bool)
func (x *Bool) Toggle() (old bool)
func (x *Bool) Load() bool
func (x *Bool) Store(val bool)
func (x *Bool) String() string

type String struct{}

func (x *String) CompareAndSwap(old, new string) (swapped bool)
func (x *String) Swap(val string) (old string)
func (x *String) Load() string
func (x *String) Store(val string)
func (x *String) String() string

type Error struct{}

func (x *Error) CompareAndSwap(old, new error) (swapped bool)
func (x *Error) Swap(val error) (old error)
func (x *Error) Load() error
func (x *Error) Store(val error)

type Time struct{}

func (x *Time) Load() time.Time
func (x *Time) Store(val time.Time)

type Pointer[T any] struct{}

func (p *Pointer[T]) CompareAndSwap(old, new *T) (swapped bool)
func (p *Pointer[T]) Load() *T
func (p *Pointer[T]) Store(val *T)
func (p *Pointer[T]) String() string
func (p *Pointer[T]) Swap(val *T) (old *T)

type UnsafePointer struct{}

func (x *UnsafePointer) CAS(old, new any) (swapped bool)
func (x *UnsafePointer) CompareAndSwap(old, new any) (swapped bool)
func (x *UnsafePointer) Load() any
func (x *UnsafePointer) Store(val any)
func (x *UnsafePointer) Swap(val any) (old any)

type Value struct{}

func (v *Value) CompareAndSwap(old, new any) (swapped bool)
func (v *Value) Load() (val any)
func (v *Value) Store(val any)
func (v *Value) Swap(new any) (old any)
