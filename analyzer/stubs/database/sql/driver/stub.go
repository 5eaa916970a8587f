// Declarations of package database/sql/driver for type resolution: no bodies, no values.

package driver

import (
	"context"
	"reflect"
)

var Bool boolType
var DefaultParameterConverter defaultConverter
var ErrBadConn error
var ErrRemoveArgument error
var ErrSkip error
var Int32 int32Type
var ResultNoRows noRows
var String stringType

func IsScanValue(v any) bool
func IsValue(v any) bool

type ColumnConverter interface{ ColumnConverter(idx int) ValueConverter }

type Conn interface {
	Begin() (Tx, error)
	Close() error
	Prepare(query string) (Stmt, error)
}

type ConnBeginTx interface {
	BeginTx(ctx context.Context, opts TxOptions) (Tx, error)
}

type ConnPrepareContext interface {
	PrepareContext(ctx context.Context, query string) (Stmt, error)
}

type Connector interface {
	Connect(context.Context) (Conn, error)
	Driver() Driver
}

type Driver interface {
	Open(name string) (Conn, error)
}

type DriverContext interface {
	OpenConnector(name string) (Connector, error)
}

type Execer interface {
	Exec(query string, args []Value) (Result, error)
}

type ExecerContext interface {
	ExecContext(ctx context.Context, query string, args []NamedValue) (Result, error)
}

type IsolationLevel int

type NamedValue struct {
	Name    string
	Ordinal int
	Value   Value
}

type NamedValueChecker interface{ CheckNamedValue(*NamedValue) error }

type NotNull struct {
	Converter ValueConverter
}

func (n NotNull) ConvertValue(v any) (Value, error)

type Null struct {
	Converter ValueConverter
}

func (n Null) ConvertValue(v any) (Value, error)

type Pinger interface {
	Ping(ctx context.Context) error
}

type Queryer interface {
	Query(query string, args []Value) (Rows, error)
}

type QueryerContext interface {
	QueryContext(ctx context.Context, query string, args []NamedValue) (Rows, error)
}

type Result interface {
	LastInsertId() (int64, error)
	RowsAffected() (int64, error)
}

type Rows interface {
	Close() error
	Columns() []string
	Next(dest []Value) error
}

type RowsAffected int64

func (recv RowsAffected) LastInsertId() (int64, error)
func (v RowsAffected) RowsAffected() (int64, error)

type RowsColumnTypeDatabaseTypeName interface {
	Rows
	ColumnTypeDatabaseTypeName(index int) string
}

type RowsColumnTypeLength interface {
	Rows
	ColumnTypeLength(index int) (length int64, ok bool)
}

type RowsColumnTypeNullable interface {
	Rows
	ColumnTypeNullable(index int) (nullable, ok bool)
}

type RowsColumnTypePrecisionScale interface {
	Rows
	ColumnTypePrecisionScale(index int) (precision, scale int64, ok bool)
}

type RowsColumnTypeScanType interface {
	Rows
	ColumnTypeScanType(index int) reflect.Type
}

type RowsNextResultSet interface {
	Rows
	HasNextResultSet() bool
	NextResultSet() error
}

type SessionResetter interface {
	ResetSession(ctx context.Context) error
}

type Stmt interface {
	Close() error
	Exec(args []Value) (Result, error)
	NumInput() int
	Query(args []Value) (Rows, error)
}

type StmtExecContext interface {
	ExecContext(ctx context.Context, args []NamedValue) (Result, error)
}

type StmtQueryContext interface {
	QueryContext(ctx context.Context, args []NamedValue) (Rows, error)
}

type Tx interface {
	Commit() error
	Rollback() error
}

type TxOptions struct {
	Isolation IsolationLevel
	ReadOnly  bool
}

type Validator interface{ IsValid() bool }

type Value any

type ValueConverter interface{ ConvertValue(v any) (Value, error) }

type Valuer interface{ Value() (Value, error) }

type boolType struct{}

func (recv boolType) ConvertValue(src any) (Value, error)
func (recv boolType) String() string

type defaultConverter struct{}

func (recv defaultConverter) ConvertValue(v any) (Value, error)

type int32Type struct{}

func (recv int32Type) ConvertValue(v any) (Value, error)

type noRows struct{}

func (recv noRows) LastInsertId() (int64, error)
func (recv noRows) RowsAffected() (int64, error)

type stringType struct{}

func (recv stringType) ConvertValue(v any) (Value, error)
