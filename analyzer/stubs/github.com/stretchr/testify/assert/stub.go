// Declarations of package github.com/stretchr/testify/assert for type resolution: no bodies, no values.

package assert

import "time"

func Condition(t TestingT, comp func() bool, msgAndArgs ...any) bool
func Conditionf(t TestingT, comp func() bool, msg string, args ...any) bool
func Contains(t TestingT, s, contains any, msgAndArgs ...any) bool
func Containsf(t TestingT, s, contains any, msg string, args ...any) bool
func NotContains(t TestingT, s, contains any, msgAndArgs ...any) bool
func NotContainsf(t TestingT, s, contains any, msg string, args ...any) bool
func ElementsMatch(t TestingT, listA, listB any, msgAndArgs ...any) bool
func ElementsMatchf(t TestingT, listA, listB any, msg string, args ...any) bool
func Empty(t TestingT, object any, msgAndArgs ...any) bool
func Emptyf(t TestingT, object any, msg string, args ...any) bool
func NotEmpty(t TestingT, object any, msgAndArgs ...any) bool
func NotEmptyf(t TestingT, object any, msg string, args ...any) bool
func Equal(t TestingT, expected, actual any, msgAndArgs ...any) bool
func Equalf(t TestingT, expected, actual any, msg string, args ...any) bool
func NotEqual(t TestingT, expected, actual any, msgAndArgs ...any) bool
func NotEqualf(t TestingT, expected, actual any, msg string, args ...any) bool
func EqualError(t TestingT, theError error, errString string, msgAndArgs ...any) bool
func EqualErrorf(t TestingT, theError error, errString string, msg string, args ...any) bool
func EqualValues(t TestingT, expected, actual any, msgAndArgs ...any) bool
func EqualValuesf(t TestingT, expected, actual any, msg string, args ...any) bool
func Error(t TestingT, err error, msgAndArgs ...any) bool
func Errorf(t TestingT, err error, msg string, args ...any) bool
func NoError(t TestingT, err error, msgAndArgs ...any) bool
func NoErrorf(t TestingT, err error, msg string, args ...any) bool
func ErrorAs(t TestingT, err error, target any, msgAndArgs ...any) bool
func ErrorAsf(t TestingT, err error, target any, msg string, args ...any) bool
func ErrorContains(t TestingT, theError error, contains string, msgAndArgs ...any) bool
func ErrorContainsf(t TestingT, theError error, contains string, msg string, args ...any) bool
func ErrorIs(t TestingT, err, target error, msgAndArgs ...any) bool
func ErrorIsf(t TestingT, err, target error, msg string, args ...any) bool
func NotErrorIs(t TestingT, err, target error, msgAndArgs ...any) bool
func NotErrorIsf(t TestingT, err, target error, msg string, args ...any) bool
func Eventually(t TestingT, condition func() bool, waitFor, tick time.Duration, msgAndArgs ...any) bool
func Eventuallyf(t TestingT, condition func() bool, waitFor, tick time.Duration, msg string, args ...any) bool
func EventuallyWithT(t TestingT, condition func(collect *CollectT), waitFor, tick time.Duration, msgAndArgs ...any) bool
func EventuallyWithTf(t TestingT, condition func(collect *CollectT), waitFor, tick time.Duration, msg string, args ...any) bool
func Never(t TestingT, condition func() bool, waitFor, tick time.Duration, msgAndArgs ...any) bool
func Neverf(t TestingT, condition func() bool, waitFor, tick time.Duration, msg string, args ...any) bool
func Exactly(t TestingT, expected, actual any, msgAndArgs ...any) bool
func Exactlyf(t TestingT, expected, actual any, msg string, args ...any) bool
func False(t TestingT, value bool, msgAndArgs ...any) bool
func Falsef(t TestingT, value bool, msg string, args ...any) bool
func True(t TestingT, value bool, msgAndArgs ...any) bool
func Truef(t TestingT, value bool, msg string, args ...any) bool
func FileExists(t TestingT, path string, msgAndArgs ...any) bool
func FileExistsf(t TestingT, path string, msg string, args ...any) bool
func NoFileExists(t TestingT, path string, msgAndArgs ...any) bool
func NoFileExistsf(t TestingT, path string, msg string, args ...any) bool
func DirExists(t TestingT, path string, msgAndArgs ...any) bool
func DirExistsf(t TestingT, path string, msg string, args ...any) bool
func Greater(t TestingT, e1, e2 any, msgAndArgs ...any) bool
func Greaterf(t TestingT, e1, e2 any, msg string, args ...any) bool
func GreaterOrEqual(t TestingT, e1, e2 any, msgAndArgs ...any) bool
func GreaterOrEqualf(t TestingT, e1, e2 any, msg string, args ...any) bool
func Less(t TestingT, e1, e2 any, msgAndArgs ...any) bool
func Lessf(t TestingT, e1, e2 any, msg string, args ...any) bool
func LessOrEqual(t TestingT, e1, e2 any, msgAndArgs ...any) bool
func LessOrEqualf(t TestingT, e1, e2 any, msg string, args ...any) bool
func Implements(t TestingT, interfaceObject, object any, msgAndArgs ...any) bool
func Implementsf(t TestingT, interfaceObject, object any, msg string, args ...any) bool
func InDelta(t TestingT, expected, actual any, delta float64, msgAndArgs ...any) bool
func InDeltaf(t TestingT, expected, actual any, delta float64, msg string, args ...any) bool
func InEpsilon(t TestingT, expected, actual any, epsilon float64, msgAndArgs ...any) bool
func InEpsilonf(t TestingT, expected, actual any, epsilon float64, msg string, args ...any) bool
func IsType(t TestingT, expectedType, object any, msgAndArgs ...any) bool
func IsTypef(t TestingT, expectedType, object any, msg string, args ...any) bool
func JSONEq(t TestingT, expected, actual string, msgAndArgs ...any) bool
func JSONEqf(t TestingT, expected, actual string, msg string, args ...any) bool
func Len(t TestingT, object any, length int, msgAndArgs ...any) bool
func Lenf(t TestingT, object any, length int, msg string, args ...any) bool
func Nil(t TestingT, object any, msgAndArgs ...any) bool
func Nilf(t TestingT, object any, msg string, args ...any) bool
func NotNil(t TestingT, object any, msgAndArgs ...any) bool
func NotNilf(t TestingT, object any, msg string, args ...any) bool
func Panics(t TestingT, f func(), msgAndArgs ...any) bool
func Panicsf(t TestingT, f func(), msg string, args ...any) bool
func NotPanics(t TestingT, f func(), msgAndArgs ...any) bool
func NotPanicsf(t TestingT, f func(), msg string, args ...any) bool
func PanicsWithValue(t TestingT, expected any, f func(), msgAndArgs ...any) bool
func PanicsWithValuef(t TestingT, expected any, f func(), msg string, args ...any) bool
func Regexp(t TestingT, rx, str any, msgAndArgs ...any) bool
func Regexpf(t TestingT, rx, str any, msg string, args ...any) bool
func Same(t TestingT, expected, actual any, msgAndArgs ...any) bool
func Samef(t TestingT, expected, actual any, msg string, args ...any) bool
func NotSame(t TestingT, expected, actual any, msgAndArgs ...any) bool
func NotSamef(t TestingT, expected, actual any, msg string, args ...any) bool
func Subset(t TestingT, list, subset any, msgAndArgs ...any) bool
func Subsetf(t TestingT, list, subset any, msg string, args ...any) bool
func WithinDuration(t TestingT, expected, actual time.Time, delta time.Duration, msgAndArgs ...any) bool
func WithinDurationf(t TestingT, expected, actual time.Time, delta time.Duration, msg string, args ...any) bool
func Zero(t TestingT, i any, msgAndArgs ...any) bool
func Zerof(t TestingT, i any, msg string, args ...any) bool
func NotZero(t TestingT, i any, msgAndArgs ...any) bool
func NotZerof(t TestingT, i any, msg string, args ...any) bool
func Positive(t TestingT, e any, msgAndArgs ...any) bool
func Positivef(t TestingT, e any, msg string, args ...any) bool
func Negative(t TestingT, e any, msgAndArgs ...any) bool
func Negativef(t TestingT, e any, msg string, args ...any) bool
func Fail(t TestingT, failureMessage string, msgAndArgs ...any) bool
func Failf(t TestingT, failureMessage string, msg string, args ...any) bool
func FailNow(t TestingT, failureMessage string, msgAndArgs ...any) bool
func FailNowf(t TestingT, failureMessage string, msg string, args ...any) bool
func New(t TestingT) *Assertions
func ObjectsAreEqual(expected, actual any) bool

type Assertions struct{}

func (a *Assertions) Condition(comp func() bool, msgAndArgs ...any) bool
func (a *Assertions) Conditionf(comp func() bool, msg string, args ...any) bool
func (a *Assertions) Contains(s, contains any, msgAndArgs ...any) bool
func (a *Assertions) Containsf(s, contains any, msg string, args ...any) bool
func (a *Assertions) NotContains(s, contains any, msgAndArgs ...any) bool
func (a *Assertions) NotContainsf(s, contains any, msg string, args ...any) bool
func (a *Assertions) ElementsMatch(listA, listB any, msgAndArgs ...any) bool
func (a *Assertions) ElementsMatchf(listA, listB any, msg string, args ...any) bool
func (a *Assertions) Empty(object any, msgAndArgs ...any) bool
func (a *Assertions) Emptyf(object any, msg string, args ...any) bool
func (a *Assertions) NotEmpty(object any, msgAndArgs ...any) bool
func (a *Assertions) NotEmptyf(object any, msg string, args ...any) bool
func (a *Assertions) Equal(expected, actual any, msgAndArgs ...any) bool
func (a *Assertions) Equalf(expected, actual any, msg string, args ...any) bool
func (a *Assertions) NotEqual(expected, actual any, msgAndArgs ...any) bool
func (a *Assertions) NotEqualf(expected, actual any, msg string, args ...any) bool
func (a *Assertions) EqualError(theError error, errString string, msgAndArgs ...any) bool
func (a *Assertions) EqualErrorf(theError error, errString string, msg string, args ...any) bool
func (a *Assertions) EqualValues(expected, actual any, msgAndArgs ...any) bool
func (a *Assertions) EqualValuesf(expected, actual any, msg string, args ...any) bool
func (a *Assertions) Error(err error, msgAndArgs ...any) bool
func (a *Assertions) Errorf(err error, msg string, args ...any) bool
func (a *Assertions) NoError(err error, msgAndArgs ...any) bool
func (a *Assertions) NoErrorf(err error, msg string, args ...any) bool
func (a *Assertions) ErrorAs(err error, target any, msgAndArgs ...any) bool
func (a *Assertions) ErrorAsf(err error, target any, msg string, args ...any) bool
func (a *Assertions) ErrorContains(theError error, contains string, msgAndArgs ...any) bool
func (a *Assertions) ErrorContainsf(theError error, contains string, msg string, args ...any) bool
func (a *Assertions) ErrorIs(err, target error, msgAndArgs ...any) bool
func (a *Assertions) ErrorIsf(err, target error, msg string, args ...any) bool
func (a *Assertions) NotErrorIs(err, target error, msgAndArgs ...any) bool
func (a *Assertions) NotErrorIsf(err, target error, msg string, args ...any) bool
func (a *Assertions) Eventually(condition func() bool, waitFor, tick time.Duration, msgAndArgs ...any) bool
func (a *Assertions) Eventuallyf(condition func() bool, waitFor, tick time.Duration, msg string, args ...any) bool
func (a *Assertions) EventuallyWithT(condition func(collect *CollectT), waitFor, tick time.Duration, msgAndArgs ...any) bool
func (a *Assertions) EventuallyWithTf(condition func(collect *CollectT), waitFor, tick time.Duration, msg string, args ...any) bool
func (a *Assertions) Never(condition func() bool, waitFor, tick time.Duration, msgAndArgs ...any) bool
func (a *Assertions) Neverf(condition func() bool, waitFor, tick time.Duration, msg string, args ...any) bool
func (a *Assertions) Exactly(expected, actual any, msgAndArgs ...any) bool
func (a *Assertions) Exactlyf(expected, actual any, msg string, args ...any) bool
func (a *Assertions) False(value bool, msgAndArgs ...any) bool
func (a *Assertions) Falsef(value bool, msg string, args ...any) bool
func (a *Assertions) True(value bool, msgAndArgs ...any) bool
func (a *Assertions) Truef(value bool, msg string, args ...any) bool
func (a *Assertions) FileExists(path string, msgAndArgs ...any) bool
func (a *Assertions) FileExistsf(path string, msg string, args ...any) bool
func (a *Assertions) NoFileExists(path string, msgAndArgs ...any) bool
func (a *Assertions) NoFileExistsf(path string, msg string, args ...any) bool
func (a *Assertions) DirExists(path string, msgAndArgs ...any) bool
func (a *Assertions) DirExistsf(path string, msg string, args ...any) bool
func (a *Assertions) Greater(e1, e2 any, msgAndArgs ...any) bool
func (a *Assertions) Greaterf(e1, e2 any, msg string, args ...any) bool
func (a *Assertions) GreaterOrEqual(e1, e2 any, msgAndArgs ...any) bool
func (a *Assertions) GreaterOrEqualf(e1, e2 any, msg string, args ...any) bool
func (a *Assertions) Less(e1, e2 any, msgAndArgs ...any) bool
func (a *Assertions) Lessf(e1, e2 any, msg string, args ...any) bool
func (a *Assertions) LessOrEqual(e1, e2 any, msgAndArgs ...any) bool
func (a *Assertions) LessOrEqualf(e1, e2 any, msg string, args ...any) bool
func (a *Assertions) Implements(interfaceObject, object any, msgAndArgs ...any) bool
func (a *Assertions) Implementsf(interfaceObject, object any, msg string, args ...any) bool
func (a *Assertions) InDelta(expected, actual any, delta float64, msgAndArgs ...any) bool
func (a *Assertions) InDeltaf(expected, actual any, delta float64, msg string, args ...any) bool
func (a *Assertions) InEpsilon(expected, actual any, epsilon float64, msgAndArgs ...any) bool
func (a *Assertions) InEpsilonf(expected, actual any, epsilon float64, msg string, args ...any) bool
func (a *Assertions) IsType(expectedType, object any, msgAndArgs ...any) bool
func (a *Assertions) IsTypef(expectedType, object any, msg string, args ...any) bool
func (a *Assertions) JSONEq(expected, actual string, msgAndArgs ...any) bool
func (a *Assertions) JSONEqf(expected, actual string, msg string, args ...any) bool
func (a *Assertions) Len(object any, length int, msgAndArgs ...any) bool
func (a *Assertions) Lenf(object any, length int, msg string, args ...any) bool
func (a *Assertions) Nil(object any, msgAndArgs ...any) bool
func (a *Assertions) Nilf(object any, msg string, args ...any) bool
func (a *Assertions) NotNil(object any, msgAndArgs ...any) bool
func (a *Assertions) NotNilf(object any, msg string, args ...any) bool
func (a *Assertions) Panics(f func(), msgAndArgs ...any) bool
func (a *Assertions) Panicsf(f func(), msg string, args ...any) bool
func (a *Assertions) NotPanics(f func(), msgAndArgs ...any) bool
func (a *Assertions) NotPanicsf(f func(), msg string, args ...any) bool
func (a *Assertions) PanicsWithValue(expected any, f func(), msgAndArgs ...any) bool
func (a *Assertions) PanicsWithValuef(expected any, f func(), msg string, args ...any) bool
func (a *Assertions) Regexp(rx, str any, msgAndArgs ...any) bool
func (a *Assertions) Regexpf(rx, str any, msg string, args ...any) bool
func (a *Assertions) Same(expected, actual any, msgAndArgs ...any) bool
func (a *Assertions) Samef(expected, actual any, msg string, args ...any) bool
func (a *Assertions) NotSame(expected, actual any, msgAndArgs ...any) bool
func (a *Assertions) NotSamef(expected, actual any, msg string, args ...any) bool
func (a *Assertions) Subset(list, subset any, msgAndArgs ...any) bool
func (a *Assertions) Subsetf(list, subset any, msg string, args ...any) bool
func (a *Assertions) WithinDuration(expected, actual time.Time, delta time.Duration, msgAndArgs ...any) bool
func (a *Assertions) WithinDurationf(expected, actual time.Time, delta time.Duration, msg string, args ...any) bool
func (a *Assertions) Zero(i any, msgAndArgs ...any) bool
func (a *Assertions) Zerof(i any, msg string, args ...any) bool
func (a *Assertions) NotZero(i any, msgAndArgs ...any) bool
func (a *Assertions) NotZerof(i any, msg string, args ...any) bool
func (a *Assertions) Positive(e any, msgAndArgs ...any) bool
func (a *Assertions) Positivef(e any, msg string, args ...any) bool
func (a *Assertions) Negative(e any, msgAndArgs ...any) bool
func (a *Assertions) Negativef(e any, msg string, args ...any) bool
func (a *Assertions) Fail(failureMessage string, msgAndArgs ...any) bool
func (a *Assertions) Failf(failureMessage string, msg string, args ...any) bool
func (a *Assertions) FailNow(failureMessage string, msgAndArgs ...any) bool
func (a *Assertions) FailNowf(failureMessage string, msg string, args ...any) bool

type CollectT struct{}

func (c *CollectT) Errorf(format string, args ...any)
func (c *CollectT) FailNow()

type TestingT interface {
	Errorf(format string, args ...any)
}
