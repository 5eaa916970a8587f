// Declarations of package github.com/prometheus/client_golang/prometheus for type resolution: no bodies, no values.

package prometheus

import (
	"net/http"
	"time"
)

var DefBuckets []float64
var DefaultGatherer Gatherer
var DefaultRegisterer Registerer

func BuildFQName(namespace, subsystem, name string) string
func DescribeByCollect(c Collector, descs chan<- *Desc)
func ExponentialBuckets(start, factor float64, count int) []float64
func ExponentialBucketsRange(minBucket, maxBucket float64, count int) []float64
func Handler() http.Handler
func LinearBuckets(start, width float64, count int) []float64
func MustNewConstMetric(desc *Desc, valueType ValueType, value float64, labelValues ...string) Metric
func MustRegister(cs ...Collector)
func NewConstMetric(desc *Desc, valueType ValueType, value float64, labelValues ...string) (Metric, error)
func NewDesc(fqName, help string, variableLabels []string, constLabels Labels) *Desc
func NewGoCollector() Collector
func NewInvalidMetric(desc *Desc, err error) Metric
func NewPedanticRegistry() *Registry
func NewRegistry() *Registry
func NewTimer(o Observer) *Timer
func Register(c Collector) error
func Unregister(c Collector) bool
func WrapRegistererWith(labels Labels, reg Registerer) Registerer
func WrapRegistererWithPrefix(prefix string, reg Registerer) Registerer

const CounterValue ValueType = 0
const GaugeValue ValueType = 0
const UntypedValue ValueType = 0

type AlreadyRegisteredError struct {
	ExistingCollector Collector
	NewCollector      Collector
}

func (err AlreadyRegisteredError) Error() string

type Collector interface {
	Describe(chan<- *Desc)
	Collect(chan<- Metric)
}

type Desc struct{}

func (d *Desc) String() string

type Gatherer interface {
	Gather() ([]any, error)
}

type Labels map[string]string

type Metric interface {
	Desc() *Desc
}

type Observer interface {
	Observe(float64)
}

type ObserverFunc func(float64)

func (f ObserverFunc) Observe(value float64)

type ObserverVec interface {
	GetMetricWith(Labels) (Observer, error)
	GetMetricWithLabelValues(lvs ...string) (Observer, error)
	With(Labels) Observer
	WithLabelValues(...string) Observer
	Collector
}

type Opts struct {
	Namespace   string
	Subsystem   string
	Name        string
	Help        string
	ConstLabels Labels
}

type CounterOpts Opts

type GaugeOpts Opts

type HistogramOpts struct {
	Namespace                       string
	Subsystem                       string
	Name                            string
	Help                            string
	ConstLabels                     Labels
	Buckets                         []float64
	NativeHistogramBucketFactor     float64
	NativeHistogramMaxBucketNumber  uint32
	NativeHistogramMinResetDuration time.Duration
}

type SummaryOpts struct {
	Namespace   string
	Subsystem   string
	Name        string
	Help        string
	ConstLabels Labels
	Objectives  map[float64]float64
	MaxAge      time.Duration
	AgeBuckets  uint32
	BufCap      uint32
}

type Registerer interface {
	Register(Collector) error
	MustRegister(...Collector)
	Unregister(Collector) bool
}

type Registry struct{}

func (r *Registry) Collect(ch chan<- Metric)
func (r *Registry) Describe(ch chan<- *Desc)
func (r *Registry) Gather() ([]any, error)
func (r *Registry) MustRegister(cs ...Collector)
func (r *Registry) Register(c Collector) error
func (r *Registry) Unregister(c Collector) bool

type Timer struct{}

func (t *Timer) ObserveDuration() time.Duration

type ValueType int

type CounterFunc interface {
	Metric
	Collector
}

type GaugeFunc interface {
	Metric
	Collector
}

type Counter interface {
	Metric
	Collector
	Inc()
	Add(float64)
}

type Gauge interface {
	Metric
	Collector
	Set(float64)
	Inc()
	Dec()
	Add(float64)
	Sub(float64)
	SetToCurrentTime()
}

type Histogram interface {
	Metric
	Collector
	Observe(float64)
}

type Summary interface {
	Metric
	Collector
	Observe(float64)
}

func NewCounterFunc(opts CounterOpts, function func() float64) CounterFunc
func NewGaugeFunc(opts GaugeOpts, function func() float64) GaugeFunc

func NewCounter(opts CounterOpts) Counter
func NewCounterVec(opts CounterOpts, labelNames []string) *CounterVec

type CounterVec struct {
	*MetricVec
}

func (v *CounterVec) CurryWith(labels Labels) (*CounterVec, error)
func (v *CounterVec) GetMetricWith(labels Labels) (Counter, error)
func (v *CounterVec) GetMetricWithLabelValues(lvs ...string) (Counter, error)
func (v *CounterVec) MustCurryWith(labels Labels) *CounterVec
func (v *CounterVec) With(labels Labels) Counter
func (v *CounterVec) WithLabelValues(lvs ...string) Counter

func NewGauge(opts GaugeOpts) Gauge
func NewGaugeVec(opts GaugeOpts, labelNames []string) *GaugeVec

type GaugeVec struct {
	*MetricVec
}

func (v *GaugeVec) CurryWith(labels Labels) (*GaugeVec, error)
func (v *GaugeVec) GetMetricWith(labels Labels) (Gauge, error)
func (v *GaugeVec) GetMetricWithLabelValues(lvs ...string) (Gauge, error)
func (v *GaugeVec) MustCurryWith(labels Labels) *GaugeVec
func (v *GaugeVec) With(labels Labels) Gauge
func (v *GaugeVec) WithLabelValues(lvs ...string) Gauge

func NewHistogram(opts HistogramOpts) Histogram
func NewHistogramVec(opts HistogramOpts, labelNames []string) *HistogramVec

type HistogramVec struct {
	*MetricVec
}

func (v *HistogramVec) CurryWith(labels Labels) (ObserverVec, error)
func (v *HistogramVec) GetMetricWith(labels Labels) (Observer, error)
func (v *HistogramVec) GetMetricWithLabelValues(lvs ...string) (Observer, error)
func (v *HistogramVec) MustCurryWith(labels Labels) ObserverVec
func (v *HistogramVec) With(labels Labels) Observer
func (v *HistogramVec) WithLabelValues(lvs ...string) Observer

func NewSummary(opts SummaryOpts) Summary
func NewSummaryVec(opts SummaryOpts, labelNames []string) *SummaryVec

type SummaryVec struct {
	*MetricVec
}

func (v *SummaryVec) CurryWith(labels Labels) (ObserverVec, error)
func (v *SummaryVec) GetMetricWith(labels Labels) (Observer, error)
func (v *SummaryVec) GetMetricWithLabelValues(lvs ...string) (Observer, error)
func (v *SummaryVec) MustCurryWith(labels Labels) ObserverVec
func (v *SummaryVec) With(labels Labels) Observer
func (v *SummaryVec) WithLabelValues(lvs ...string) Observer

type MetricVec struct{}

func (m *MetricVec) Collect(ch chan<- Metric)
func (m *MetricVec) Delete(labels Labels) bool
func (m *MetricVec) DeleteLabelValues(lvs ...string) bool
func (m *MetricVec) DeletePartialMatch(labels Labels) int
func (m *MetricVec) Describe(ch chan<- *Desc)
func (m *MetricVec) Reset()
