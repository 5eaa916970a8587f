// Declarations of package log/syslog for type resolution: no bodies, no values.

package syslog

import (
	"log"
)

const LOG_ALERT Priority = 0
const LOG_AUTH Priority = 0
const LOG_AUTHPRIV Priority = 0
const LOG_CRIT Priority = 0
const LOG_CRON Priority = 0
const LOG_DAEMON Priority = 0
const LOG_DEBUG Priority = 0
const LOG_EMERG Priority = 0
const LOG_ERR Priority = 0
const LOG_FTP Priority = 0
const LOG_INFO Priority = 0
const LOG_KERN Priority = 0
const LOG_LOCAL0 Priority = 0
const LOG_LOCAL1 Priority = 0
const LOG_LOCAL2 Priority = 0
const LOG_LOCAL3 Priority = 0
const LOG_LOCAL4 Priority = 0
const LOG_LOCAL5 Priority = 0
const LOG_LOCAL6 Priority = 0
const LOG_LOCAL7 Priority = 0
const LOG_LPR Priority = 0
const LOG_MAIL Priority = 0
const LOG_NEWS Priority = 0
const LOG_NOTICE Priority = 0
const LOG_SYSLOG Priority = 0
const LOG_USER Priority = 0
const LOG_UUCP Priority = 0
const LOG_WARNING Priority = 0

func Dial(network, raddr string, priority Priority, tag string) (*Writer, error)
func New(priority Priority, tag string) (*Writer, error)
func NewLogger(p Priority, logFlag int) (*log.Logger, error)

type Priority int

type Writer struct{}

func (w *Writer) Alert(m string) error
func (w *Writer) Close() error
func (w *Writer) Crit(m string) error
func (w *Writer) Debug(m string) error
func (w *Writer) Emerg(m string) error
func (w *Writer) Err(m string) error
func (w *Writer) Info(m string) error
func (w *Writer) Notice(m string) error
func (w *Writer) Warning(m string) error
func (w *Writer) Write(b []byte) (int, error)
