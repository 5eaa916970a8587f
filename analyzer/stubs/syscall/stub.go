// Declarations of package syscall for type resolution: no bodies, no values.

package syscall

import (
	"sync"
)

const AF_ALG = 0
const AF_APPLETALK = 0
const AF_ASH = 0
const AF_ATMPVC = 0
const AF_ATMSVC = 0
const AF_AX25 = 0
const AF_BLUETOOTH = 0
const AF_BRIDGE = 0
const AF_CAIF = 0
const AF_CAN = 0
const AF_DECnet = 0
const AF_ECONET = 0
const AF_FILE = 0
const AF_IEEE802154 = 0
const AF_INET = 0
const AF_INET6 = 0
const AF_IPX = 0
const AF_IRDA = 0
const AF_ISDN = 0
const AF_IUCV = 0
const AF_KEY = 0
const AF_LLC = 0
const AF_LOCAL = 0
const AF_MAX = 0
const AF_NETBEUI = 0
const AF_NETLINK = 0
const AF_NETROM = 0
const AF_PACKET = 0
const AF_PHONET = 0
const AF_PPPOX = 0
const AF_RDS = 0
const AF_ROSE = 0
const AF_ROUTE = 0
const AF_RXRPC = 0
const AF_SECURITY = 0
const AF_SNA = 0
const AF_TIPC = 0
const AF_UNIX = 0
const AF_UNSPEC = 0
const AF_WANPIPE = 0
const AF_X25 = 0
const E2BIG Errno = 0
const EACCES Errno = 0
const EADDRINUSE Errno = 0
const EADDRNOTAVAIL Errno = 0
const EADV Errno = 0
const EAFNOSUPPORT Errno = 0
const EAGAIN Errno = 0
const EALREADY Errno = 0
const EBADE Errno = 0
const EBADF Errno = 0
const EBADFD Errno = 0
const EBADMSG Errno = 0
const EBADR Errno = 0
const EBADRQC Errno = 0
const EBADSLT Errno = 0
const EBFONT Errno = 0
const EBUSY Errno = 0
const ECANCELED Errno = 0
const ECHILD Errno = 0
const ECHO = 0
const ECHOCTL = 0
const ECHOE = 0
const ECHOK = 0
const ECHOKE = 0
const ECHONL = 0
const ECHOPRT = 0
const ECHRNG Errno = 0
const ECOMM Errno = 0
const ECONNABORTED Errno = 0
const ECONNREFUSED Errno = 0
const ECONNRESET Errno = 0
const EDEADLK Errno = 0
const EDEADLOCK Errno = 0
const EDESTADDRREQ Errno = 0
const EDOM Errno = 0
const EDOTDOT Errno = 0
const EDQUOT Errno = 0
const EEXIST Errno = 0
const EFAULT Errno = 0
const EFBIG Errno = 0
const EHOSTDOWN Errno = 0
const EHOSTUNREACH Errno = 0
const EIDRM Errno = 0
const EILSEQ Errno = 0
const EINPROGRESS Errno = 0
const EINTR Errno = 0
const EINVAL Errno = 0
const EIO Errno = 0
const EISCONN Errno = 0
const EISDIR Errno = 0
const EISNAM Errno = 0
const EKEYEXPIRED Errno = 0
const EKEYREJECTED Errno = 0
const EKEYREVOKED Errno = 0
const EL2HLT Errno = 0
const EL2NSYNC Errno = 0
const EL3HLT Errno = 0
const EL3RST Errno = 0
const ELIBACC Errno = 0
const ELIBBAD Errno = 0
const ELIBEXEC Errno = 0
const ELIBMAX Errno = 0
const ELIBSCN Errno = 0
const ELNRNG Errno = 0
const ELOOP Errno = 0
const EMEDIUMTYPE Errno = 0
const EMFILE Errno = 0
const EMLINK Errno = 0
const EMSGSIZE Errno = 0
const EMULTIHOP Errno = 0
const ENAMETOOLONG Errno = 0
const ENAVAIL Errno = 0
const ENETDOWN Errno = 0
const ENETRESET Errno = 0
const ENETUNREACH Errno = 0
const ENFILE Errno = 0
const ENOANO Errno = 0
const ENOBUFS Errno = 0
const ENOCSI Errno = 0
const ENODATA Errno = 0
const ENODEV Errno = 0
const ENOENT Errno = 0
const ENOEXEC Errno = 0
const ENOKEY Errno = 0
const ENOLCK Errno = 0
const ENOLINK Errno = 0
const ENOMEDIUM Errno = 0
const ENOMEM Errno = 0
const ENOMSG Errno = 0
const ENONET Errno = 0
const ENOPKG Errno = 0
const ENOPROTOOPT Errno = 0
const ENOSPC Errno = 0
const ENOSR Errno = 0
const ENOSTR Errno = 0
const ENOSYS Errno = 0
const ENOTBLK Errno = 0
const ENOTCONN Errno = 0
const ENOTDIR Errno = 0
const ENOTEMPTY Errno = 0
const ENOTNAM Errno = 0
const ENOTRECOVERABLE Errno = 0
const ENOTSOCK Errno = 0
const ENOTSUP Errno = 0
const ENOTTY Errno = 0
const ENOTUNIQ Errno = 0
const ENXIO Errno = 0
const EOPNOTSUPP Errno = 0
const EOVERFLOW Errno = 0
const EOWNERDEAD Errno = 0
const EPERM Errno = 0
const EPFNOSUPPORT Errno = 0
const EPIPE Errno = 0
const EPOLLERR = 0
const EPOLLET = 0
const EPOLLHUP = 0
const EPOLLIN = 0
const EPOLLMSG = 0
const EPOLLONESHOT = 0
const EPOLLOUT = 0
const EPOLLPRI = 0
const EPOLLRDBAND = 0
const EPOLLRDHUP = 0
const EPOLLRDNORM = 0
const EPOLLWRBAND = 0
const EPOLLWRNORM = 0
const EPROTO Errno = 0
const EPROTONOSUPPORT Errno = 0
const EPROTOTYPE Errno = 0
const ERANGE Errno = 0
const EREMCHG Errno = 0
const EREMOTE Errno = 0
const EREMOTEIO Errno = 0
const ERESTART Errno = 0
const ERFKILL Errno = 0
const EROFS Errno = 0
const ESHUTDOWN Errno = 0
const ESOCKTNOSUPPORT Errno = 0
const ESPIPE Errno = 0
const ESRCH Errno = 0
const ESRMNT Errno = 0
const ESTALE Errno = 0
const ESTRPIPE Errno = 0
const ETIME Errno = 0
const ETIMEDOUT Errno = 0
const ETOOMANYREFS Errno = 0
const ETXTBSY Errno = 0
const EUCLEAN Errno = 0
const EUNATCH Errno = 0
const EUSERS Errno = 0
const EWOULDBLOCK Errno = 0
const EXDEV Errno = 0
const EXFULL Errno = 0
const LOCK_EX = 0
const LOCK_NB = 0
const LOCK_SH = 0
const LOCK_UN = 0
const MAP_32BIT = 0
const MAP_ANON = 0
const MAP_ANONYMOUS = 0
const MAP_DENYWRITE = 0
const MAP_EXECUTABLE = 0
const MAP_FILE = 0
const MAP_FIXED = 0
const MAP_GROWSDOWN = 0
const MAP_HUGETLB = 0
const MAP_LOCKED = 0
const MAP_NONBLOCK = 0
const MAP_NORESERVE = 0
const MAP_POPULATE = 0
const MAP_PRIVATE = 0
const MAP_SHARED = 0
const MAP_STACK = 0
const MAP_TYPE = 0
const O_ACCMODE = 0
const O_APPEND = 0
const O_ASYNC = 0
const O_CLOEXEC = 0
const O_CREAT = 0
const O_DIRECT = 0
const O_DIRECTORY = 0
const O_DSYNC = 0
const O_EXCL = 0
const O_FSYNC = 0
const O_LARGEFILE = 0
const O_NDELAY = 0
const O_NOATIME = 0
const O_NOCTTY = 0
const O_NOFOLLOW = 0
const O_NONBLOCK = 0
const O_RDONLY = 0
const O_RDWR = 0
const O_RSYNC = 0
const O_SYNC = 0
const O_TRUNC = 0
const O_WRONLY = 0
const PROT_EXEC = 0
const PROT_GROWSDOWN = 0
const PROT_GROWSUP = 0
const PROT_NONE = 0
const PROT_READ = 0
const PROT_WRITE = 0
const SIGABRT Signal = 0
const SIGALRM Signal = 0
const SIGBUS Signal = 0
const SIGCHLD Signal = 0
const SIGCLD Signal = 0
const SIGCONT Signal = 0
const SIGFPE Signal = 0
const SIGHUP Signal = 0
const SIGILL Signal = 0
const SIGINT Signal = 0
const SIGIO Signal = 0
const SIGIOT Signal = 0
const SIGKILL Signal = 0
const SIGPIPE Signal = 0
const SIGPOLL Signal = 0
const SIGPROF Signal = 0
const SIGPWR Signal = 0
const SIGQUIT Signal = 0
const SIGSEGV Signal = 0
const SIGSTKFLT Signal = 0
const SIGSTOP Signal = 0
const SIGSYS Signal = 0
const SIGTERM Signal = 0
const SIGTRAP Signal = 0
const SIGTSTP Signal = 0
const SIGTTIN Signal = 0
const SIGTTOU Signal = 0
const SIGUNUSED Signal = 0
const SIGURG Signal = 0
const SIGUSR1 Signal = 0
const SIGUSR2 Signal = 0
const SIGVTALRM Signal = 0
const SIGWINCH Signal = 0
const SIGXCPU Signal = 0
const SIGXFSZ Signal = 0
const SOCK_CLOEXEC = 0
const SOCK_DCCP = 0
const SOCK_DGRAM = 0
const SOCK_NONBLOCK = 0
const SOCK_PACKET = 0
const SOCK_RAW = 0
const SOCK_RDM = 0
const SOCK_SEQPACKET = 0
const SOCK_STREAM = 0
const SOL_AAL = 0
const SOL_ATM = 0
const SOL_DECNET = 0
const SOL_ICMPV6 = 0
const SOL_IP = 0
const SOL_IPV6 = 0
const SOL_IRDA = 0
const SOL_PACKET = 0
const SOL_RAW = 0
const SOL_SOCKET = 0
const SOL_TCP = 0
const SOL_X25 = 0
const SO_ACCEPTCONN = 0
const SO_ATTACH_FILTER = 0
const SO_BINDTODEVICE = 0
const SO_BROADCAST = 0
const SO_BSDCOMPAT = 0
const SO_DEBUG = 0
const SO_DETACH_FILTER = 0
const SO_DOMAIN = 0
const SO_DONTROUTE = 0
const SO_ERROR = 0
const SO_KEEPALIVE = 0
const SO_LINGER = 0
const SO_MARK = 0
const SO_NO_CHECK = 0
const SO_OOBINLINE = 0
const SO_PASSCRED = 0
const SO_PASSSEC = 0
const SO_PEERCRED = 0
const SO_PEERNAME = 0
const SO_PEERSEC = 0
const SO_PRIORITY = 0
const SO_PROTOCOL = 0
const SO_RCVBUF = 0
const SO_RCVBUFFORCE = 0
const SO_RCVLOWAT = 0
const SO_RCVTIMEO = 0
const SO_REUSEADDR = 0
const SO_RXQ_OVFL = 0
const SO_SECURITY_AUTHENTICATION = 0
const SO_SECURITY_ENCRYPTION_NETWORK = 0
const SO_SECURITY_ENCRYPTION_TRANSPORT = 0
const SO_SNDBUF = 0
const SO_SNDBUFFORCE = 0
const SO_SNDLOWAT = 0
const SO_SNDTIMEO = 0
const SO_TIMESTAMP = 0
const SO_TIMESTAMPING = 0
const SO_TIMESTAMPNS = 0
const SO_TYPE = 0
const S_IEXEC = 0
const S_IFBLK = 0
const S_IFCHR = 0
const S_IFDIR = 0
const S_IFIFO = 0
const S_IFLNK = 0
const S_IFMT = 0
const S_IFREG = 0
const S_IFSOCK = 0
const S_IREAD = 0
const S_IRGRP = 0
const S_IROTH = 0
const S_IRUSR = 0
const S_IRWXG = 0
const S_IRWXO = 0
const S_IRWXU = 0
const S_ISGID = 0
const S_ISUID = 0
const S_ISVTX = 0
const S_IWGRP = 0
const S_IWOTH = 0
const S_IWRITE = 0
const S_IWUSR = 0
const S_IXGRP = 0
const S_IXOTH = 0
const S_IXUSR = 0

var ForkLock sync.RWMutex
var SocketDisableIPv6 bool
var Stderr int
var Stdin int
var Stdout int

func Accept(fd int) (nfd int, sa Sockaddr, err error)
func Accept4(fd, flags int) (nfd int, sa Sockaddr, err error)
func Access(path string, mode uint32) (err error)
func Acct(path string) (err error)
func Adjtimex(buf *Timex) (state int, err error)
func AllThreadsSyscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno)
func AllThreadsSyscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno)
func AttachLsf(fd int, i []SockFilter) error
func Bind(fd int, sa Sockaddr) (err error)
func BindToDevice(fd int, device string) (err error)
func BytePtrFromString(s string) (*byte, error)
func ByteSliceFromString(s string) ([]byte, error)
func Chdir(path string) (err error)
func Chmod(path string, mode uint32) (err error)
func Chown(path string, uid, gid int) (err error)
func Chroot(path string) (err error)
func Clearenv()
func Close(fd int) (err error)
func CloseOnExec(fd int)
func CmsgLen(datalen int) int
func CmsgSpace(datalen int) int
func Connect(fd int, sa Sockaddr) (err error)
func Creat(path string, mode uint32) (fd int, err error)
func DetachLsf(fd int) error
func Dup(oldfd int) (fd int, err error)
func Dup2(oldfd, newfd int) (err error)
func Dup3(oldfd, newfd, flags int) (err error)
func Environ() []string
func EpollCreate(size int) (fd int, err error)
func EpollCreate1(flag int) (fd int, err error)
func EpollCtl(epfd, op, fd int, event *EpollEvent) (err error)
func EpollWait(epfd int, events []EpollEvent, msec int) (n int, err error)
func Exec(argv0 string, argv, envv []string) (err error)
func Exit(code int)
func Faccessat(dirfd int, path string, mode uint32, flags int) (err error)
func Fallocate(fd int, mode uint32, off, len int64) (err error)
func Fchdir(fd int) (err error)
func Fchmod(fd int, mode uint32) (err error)
func Fchmodat(dirfd int, path string, mode uint32, flags int) error
func Fchown(fd, uid, gid int) (err error)
func Fchownat(dirfd int, path string, uid, gid, flags int) (err error)
func FcntlFlock(fd uintptr, cmd int, lk *Flock_t) error
func Fdatasync(fd int) (err error)
func Flock(fd, how int) (err error)
func ForkExec(argv0 string, argv []string, attr *ProcAttr) (pid int, err error)
func Fstat(fd int, stat *Stat_t) (err error)
func Fstatfs(fd int, buf *Statfs_t) (err error)
func Fsync(fd int) (err error)
func Ftruncate(fd int, length int64) (err error)
func Futimes(fd int, tv []Timeval) (err error)
func Futimesat(dirfd int, path string, tv []Timeval) (err error)
func Getcwd(buf []byte) (n int, err error)
func Getdents(fd int, buf []byte) (n int, err error)
func Getegid() (egid int)
func Getenv(key string) (value string, found bool)
func Geteuid() (euid int)
func Getgid() (gid int)
func Getgroups() (gids []int, err error)
func Getpagesize() int
func Getpeername(fd int) (sa Sockaddr, err error)
func Getpgid(pid int) (pgid int, err error)
func Getpgrp() (pid int)
func Getpid() (pid int)
func Getppid() (ppid int)
func Getpriority(which, who int) (prio int, err error)
func Getrlimit(resource int, rlim *Rlimit) (err error)
func Getrusage(who int, rusage *Rusage) (err error)
func Getsockname(fd int) (sa Sockaddr, err error)
func GetsockoptICMPv6Filter(fd, level, opt int) (*ICMPv6Filter, error)
func GetsockoptIPMreq(fd, level, opt int) (*IPMreq, error)
func GetsockoptIPMreqn(fd, level, opt int) (*IPMreqn, error)
func GetsockoptIPv6MTUInfo(fd, level, opt int) (*IPv6MTUInfo, error)
func GetsockoptIPv6Mreq(fd, level, opt int) (*IPv6Mreq, error)
func GetsockoptInet4Addr(fd, level, opt int) (value [4]byte, err error)
func GetsockoptInt(fd, level, opt int) (value int, err error)
func GetsockoptUcred(fd, level, opt int) (*Ucred, error)
func Gettid() (tid int)
func Gettimeofday(tv *Timeval) (err error)
func Getuid() (uid int)
func Getwd() (wd string, err error)
func Getxattr(path, attr string, dest []byte) (sz int, err error)
func InotifyAddWatch(fd int, pathname string, mask uint32) (watchdesc int, err error)
func InotifyInit() (fd int, err error)
func InotifyInit1(flags int) (fd int, err error)
func InotifyRmWatch(fd int, watchdesc uint32) (success int, err error)
func Ioperm(from, num, on int) (err error)
func Iopl(level int) (err error)
func Kill(pid int, sig Signal) (err error)
func Klogctl(typ int, buf []byte) (n int, err error)
func Lchown(path string, uid, gid int) (err error)
func Link(oldpath, newpath string) (err error)
func Listen(s, n int) (err error)
func Listxattr(path string, dest []byte) (sz int, err error)
func LsfJump(code, k, jt, jf int) *SockFilter
func LsfSocket(ifindex, proto int) (int, error)
func LsfStmt(code, k int) *SockFilter
func Lstat(path string, stat *Stat_t) (err error)
func Madvise(b []byte, advice int) (err error)
func Mkdir(path string, mode uint32) (err error)
func Mkdirat(dirfd int, path string, mode uint32) (err error)
func Mkfifo(path string, mode uint32) (err error)
func Mknod(path string, mode uint32, dev int) (err error)
func Mknodat(dirfd int, path string, mode uint32, dev int) (err error)
func Mlock(b []byte) (err error)
func Mlockall(flags int) (err error)
func Mmap(fd int, offset int64, length, prot, flags int) (data []byte, err error)
func Mount(source, target, fstype string, flags uintptr, data string) (err error)
func Mprotect(b []byte, prot int) (err error)
func Munlock(b []byte) (err error)
func Munlockall() (err error)
func Munmap(b []byte) (err error)
func Nanosleep(time, leftover *Timespec) (err error)
func NetlinkRIB(proto, family int) ([]byte, error)
func NsecToTimespec(nsec int64) Timespec
func NsecToTimeval(nsec int64) Timeval
func Open(path string, mode int, perm uint32) (fd int, err error)
func Openat(dirfd int, path string, flags int, mode uint32) (fd int, err error)
func ParseDirent(buf []byte, max int, names []string) (consumed, count int, newnames []string)
func ParseNetlinkMessage(b []byte) ([]NetlinkMessage, error)
func ParseNetlinkRouteAttr(m *NetlinkMessage) ([]NetlinkRouteAttr, error)
func ParseSocketControlMessage(b []byte) ([]SocketControlMessage, error)
func ParseUnixCredentials(m *SocketControlMessage) (*Ucred, error)
func ParseUnixRights(m *SocketControlMessage) ([]int, error)
func Pause() (err error)
func Pipe(p []int) error
func Pipe2(p []int, flags int) error
func PivotRoot(newroot, putold string) (err error)
func Pread(fd int, p []byte, offset int64) (n int, err error)
func PtraceAttach(pid int) (err error)
func PtraceCont(pid, signal int) (err error)
func PtraceDetach(pid int) (err error)
func PtraceGetEventMsg(pid int) (msg uint, err error)
func PtraceGetRegs(pid int, regsout *PtraceRegs) (err error)
func PtracePeekData(pid int, addr uintptr, out []byte) (count int, err error)
func PtracePeekText(pid int, addr uintptr, out []byte) (count int, err error)
func PtracePokeData(pid int, addr uintptr, data []byte) (count int, err error)
func PtracePokeText(pid int, addr uintptr, data []byte) (count int, err error)
func PtraceSetOptions(pid, options int) (err error)
func PtraceSetRegs(pid int, regs *PtraceRegs) (err error)
func PtraceSingleStep(pid int) (err error)
func PtraceSyscall(pid, signal int) (err error)
func Pwrite(fd int, p []byte, offset int64) (n int, err error)
func RawSyscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno)
func RawSyscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno)
func Read(fd int, p []byte) (n int, err error)
func ReadDirent(fd int, buf []byte) (n int, err error)
func Readlink(path string, buf []byte) (n int, err error)
func Reboot(cmd int) (err error)
func Recvfrom(fd int, p []byte, flags int) (n int, from Sockaddr, err error)
func Recvmsg(fd int, p, oob []byte, flags int) (n, oobn, recvflags int, from Sockaddr, err error)
func Removexattr(path, attr string) (err error)
func Rename(oldpath, newpath string) (err error)
func Renameat(olddirfd int, oldpath string, newdirfd int, newpath string) (err error)
func Rmdir(path string) error
func Seek(fd int, offset int64, whence int) (off int64, err error)
func Select(nfd int, r, w, e *FdSet, timeout *Timeval) (n int, err error)
func Sendfile(outfd, infd int, offset *int64, count int) (written int, err error)
func Sendmsg(fd int, p, oob []byte, to Sockaddr, flags int) (err error)
func SendmsgN(fd int, p, oob []byte, to Sockaddr, flags int) (n int, err error)
func Sendto(fd int, p []byte, flags int, to Sockaddr) (err error)
func SetLsfPromisc(name string, m bool) error
func SetNonblock(fd int, nonblocking bool) (err error)
func Setdomainname(p []byte) (err error)
func Setegid(egid int) (err error)
func Setenv(key, value string) error
func Seteuid(euid int) (err error)
func Setfsgid(gid int) (err error)
func Setfsuid(uid int) (err error)
func Setgid(gid int) (err error)
func Setgroups(gids []int) (err error)
func Sethostname(p []byte) (err error)
func Setpgid(pid, pgid int) (err error)
func Setpriority(which, who, prio int) (err error)
func Setregid(rgid, egid int) (err error)
func Setresgid(rgid, egid, sgid int) (err error)
func Setresuid(ruid, euid, suid int) (err error)
func Setreuid(ruid, euid int) (err error)
func Setrlimit(resource int, rlim *Rlimit) error
func Setsid() (pid int, err error)
func SetsockoptByte(fd, level, opt int, value byte) (err error)
func SetsockoptICMPv6Filter(fd, level, opt int, filter *ICMPv6Filter) error
func SetsockoptIPMreq(fd, level, opt int, mreq *IPMreq) (err error)
func SetsockoptIPMreqn(fd, level, opt int, mreq *IPMreqn) (err error)
func SetsockoptIPv6Mreq(fd, level, opt int, mreq *IPv6Mreq) (err error)
func SetsockoptInet4Addr(fd, level, opt int, value [4]byte) (err error)
func SetsockoptInt(fd, level, opt, value int) (err error)
func SetsockoptLinger(fd, level, opt int, l *Linger) (err error)
func SetsockoptString(fd, level, opt int, s string) (err error)
func SetsockoptTimeval(fd, level, opt int, tv *Timeval) (err error)
func Settimeofday(tv *Timeval) (err error)
func Setuid(uid int) (err error)
func Setxattr(path, attr string, data []byte, flags int) (err error)
func Shutdown(fd, how int) (err error)
func SlicePtrFromStrings(ss []string) ([]*byte, error)
func Socket(domain, typ, proto int) (fd int, err error)
func Socketpair(domain, typ, proto int) (fd [2]int, err error)
func Splice(rfd int, roff *int64, wfd int, woff *int64, len, flags int) (n int64, err error)
func StartProcess(argv0 string, argv []string, attr *ProcAttr) (pid int, handle uintptr, err error)
func Stat(path string, stat *Stat_t) (err error)
func Statfs(path string, buf *Statfs_t) (err error)
func StringBytePtr(s string) *byte
func StringByteSlice(s string) []byte
func StringSlicePtr(ss []string) []*byte
func Symlink(oldpath, newpath string) (err error)
func Sync()
func SyncFileRange(fd int, off, n int64, flags int) (err error)
func Syscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno)
func Syscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno)
func Sysinfo(info *Sysinfo_t) (err error)
func Tee(rfd, wfd, len, flags int) (n int64, err error)
func Tgkill(tgid, tid int, sig Signal) (err error)
func Time(t *Time_t) (tt Time_t, err error)
func Times(tms *Tms) (ticks uintptr, err error)
func TimespecToNsec(ts Timespec) int64
func TimevalToNsec(tv Timeval) int64
func Truncate(path string, length int64) (err error)
func Umask(mask int) (oldmask int)
func Uname(buf *Utsname) (err error)
func UnixCredentials(ucred *Ucred) []byte
func UnixRights(fds ...int) []byte
func Unlink(path string) error
func Unlinkat(dirfd int, path string) error
func Unmount(target string, flags int) (err error)
func Unsetenv(key string) error
func Unshare(flags int) (err error)
func Ustat(dev int, ubuf *Ustat_t) (err error)
func Utime(path string, buf *Utimbuf) (err error)
func Utimes(path string, tv []Timeval) (err error)
func UtimesNano(path string, ts []Timespec) (err error)
func Wait4(pid int, wstatus *WaitStatus, options int, rusage *Rusage) (wpid int, err error)
func Write(fd int, p []byte) (n int, err error)

type Cmsghdr struct {
	Len   uint64
	Level int32
	Type  int32
}

func (cmsg *Cmsghdr) SetLen(length int)

type Conn interface{ SyscallConn() (RawConn, error) }

type Credential struct {
	Uid         uint32
	Gid         uint32
	Groups      []uint32
	NoSetGroups bool
}

type Dirent struct {
	Ino       uint64
	Off       int64
	Reclen    uint16
	Type      uint8
	Name      [256]int8
	Pad_cgo_0 [5]byte
}

type EpollEvent struct {
	Events uint32
	Fd     int32
	Pad    int32
}

type Errno uintptr

func (e Errno) Error() string
func (e Errno) Is(target error) bool
func (e Errno) Temporary() bool
func (e Errno) Timeout() bool

type FdSet struct {
	Bits [16]int64
}

type Flock_t struct {
	Type      int16
	Whence    int16
	Pad_cgo_0 [4]byte
	Start     int64
	Len       int64
	Pid       int32
	Pad_cgo_1 [4]byte
}

type Fsid struct {
	X__val [2]int32
}

type ICMPv6Filter struct {
	Data [8]uint32
}

type IPMreq struct {
	Multiaddr [4]byte
	Interface [4]byte
}

type IPMreqn struct {
	Multiaddr [4]byte
	Address   [4]byte
	Ifindex   int32
}

type IPv6MTUInfo struct {
	Addr RawSockaddrInet6
	Mtu  uint32
}

type IPv6Mreq struct {
	Multiaddr [16]byte
	Interface uint32
}

type IfAddrmsg struct {
	Family    uint8
	Prefixlen uint8
	Flags     uint8
	Scope     uint8
	Index     uint32
}

type IfInfomsg struct {
	Family     uint8
	X__ifi_pad uint8
	Type       uint16
	Index      int32
	Flags      uint32
	Change     uint32
}

type Inet4Pktinfo struct {
	Ifindex  int32
	Spec_dst [4]byte
	Addr     [4]byte
}

type Inet6Pktinfo struct {
	Addr    [16]byte
	Ifindex uint32
}

type InotifyEvent struct {
	Wd     int32
	Mask   uint32
	Cookie uint32
	Len    uint32
	Name   [0]uint8
}

type Iovec struct {
	Base *byte
	Len  uint64
}

func (iov *Iovec) SetLen(length int)

type Linger struct {
	Onoff  int32
	Linger int32
}

type Msghdr struct {
	Name       *byte
	Namelen    uint32
	Pad_cgo_0  [4]byte
	Iov        *Iovec
	Iovlen     uint64
	Control    *byte
	Controllen uint64
	Flags      int32
	Pad_cgo_1  [4]byte
}

func (msghdr *Msghdr) SetControllen(length int)

type NetlinkMessage struct {
	Header NlMsghdr
	Data   []byte
}

type NetlinkRouteAttr struct {
	Attr  RtAttr
	Value []byte
}

type NetlinkRouteRequest struct {
	Header NlMsghdr
	Data   RtGenmsg
}

type NlAttr struct {
	Len  uint16
	Type uint16
}

type NlMsgerr struct {
	Error int32
	Msg   NlMsghdr
}

type NlMsghdr struct {
	Len   uint32
	Type  uint16
	Flags uint16
	Seq   uint32
	Pid   uint32
}

type ProcAttr struct {
	Dir   string
	Env   []string
	Files []uintptr
	Sys   *SysProcAttr
}

type PtraceRegs struct {
	R15      uint64
	R14      uint64
	R13      uint64
	R12      uint64
	Rbp      uint64
	Rbx      uint64
	R11      uint64
	R10      uint64
	R9       uint64
	R8       uint64
	Rax      uint64
	Rcx      uint64
	Rdx      uint64
	Rsi      uint64
	Rdi      uint64
	Orig_rax uint64
	Rip      uint64
	Cs       uint64
	Eflags   uint64
	Rsp      uint64
	Ss       uint64
	Fs_base  uint64
	Gs_base  uint64
	Ds       uint64
	Es       uint64
	Fs       uint64
	Gs       uint64
}

func (r *PtraceRegs) PC() uint64
func (r *PtraceRegs) SetPC(pc uint64)

type RawConn interface {
	Control(f func(fd uintptr)) error
	Read(f func(fd uintptr) (done bool)) error
	Write(f func(fd uintptr) (done bool)) error
}

type RawSockaddr struct {
	Family uint16
	Data   [14]int8
}

type RawSockaddrAny struct {
	Addr RawSockaddr
	Pad  [96]int8
}

type RawSockaddrInet4 struct {
	Family uint16
	Port   uint16
	Addr   [4]byte
	Zero   [8]uint8
}

type RawSockaddrInet6 struct {
	Family   uint16
	Port     uint16
	Flowinfo uint32
	Addr     [16]byte
	Scope_id uint32
}

type RawSockaddrLinklayer struct {
	Family   uint16
	Protocol uint16
	Ifindex  int32
	Hatype   uint16
	Pkttype  uint8
	Halen    uint8
	Addr     [8]uint8
}

type RawSockaddrNetlink struct {
	Family uint16
	Pad    uint16
	Pid    uint32
	Groups uint32
}

type RawSockaddrUnix struct {
	Family uint16
	Path   [108]int8
}

type Rlimit struct {
	Cur uint64
	Max uint64
}

type RtAttr struct {
	Len  uint16
	Type uint16
}

type RtGenmsg struct {
	Family uint8
}

type RtMsg struct {
	Family   uint8
	Dst_len  uint8
	Src_len  uint8
	Tos      uint8
	Table    uint8
	Protocol uint8
	Scope    uint8
	Type     uint8
	Flags    uint32
}

type RtNexthop struct {
	Len     uint16
	Flags   uint8
	Hops    uint8
	Ifindex int32
}

type Rusage struct {
	Utime    Timeval
	Stime    Timeval
	Maxrss   int64
	Ixrss    int64
	Idrss    int64
	Isrss    int64
	Minflt   int64
	Majflt   int64
	Nswap    int64
	Inblock  int64
	Oublock  int64
	Msgsnd   int64
	Msgrcv   int64
	Nsignals int64
	Nvcsw    int64
	Nivcsw   int64
}

type Signal int

func (s Signal) Signal()
func (s Signal) String() string

type SockFilter struct {
	Code uint16
	Jt   uint8
	Jf   uint8
	K    uint32
}

type SockFprog struct {
	Len       uint16
	Pad_cgo_0 [6]byte
	Filter    *SockFilter
}

type Sockaddr interface{}

type SockaddrInet4 struct {
	Port int
	Addr [4]byte
}

type SockaddrInet6 struct {
	Port   int
	ZoneId uint32
	Addr   [16]byte
}

type SockaddrLinklayer struct {
	Protocol uint16
	Ifindex  int
	Hatype   uint16
	Pkttype  uint8
	Halen    uint8
	Addr     [8]byte
}

type SockaddrNetlink struct {
	Family uint16
	Pad    uint16
	Pid    uint32
	Groups uint32
}

type SockaddrUnix struct {
	Name string
}

type SocketControlMessage struct {
	Header Cmsghdr
	Data   []byte
}

type Stat_t struct {
	Dev       uint64
	Ino       uint64
	Nlink     uint64
	Mode      uint32
	Uid       uint32
	Gid       uint32
	X__pad0   int32
	Rdev      uint64
	Size      int64
	Blksize   int64
	Blocks    int64
	Atim      Timespec
	Mtim      Timespec
	Ctim      Timespec
	X__unused [3]int64
}

type Statfs_t struct {
	Type    int64
	Bsize   int64
	Blocks  uint64
	Bfree   uint64
	Bavail  uint64
	Files   uint64
	Ffree   uint64
	Fsid    Fsid
	Namelen int64
	Frsize  int64
	Flags   int64
	Spare   [4]int64
}

type SysProcAttr struct {
	Chroot                     string
	Credential                 *Credential
	Ptrace                     bool
	Setsid                     bool
	Setpgid                    bool
	Setctty                    bool
	Noctty                     bool
	Ctty                       int
	Foreground                 bool
	Pgid                       int
	Pdeathsig                  Signal
	Cloneflags                 uintptr
	Unshareflags               uintptr
	UidMappings                []SysProcIDMap
	GidMappings                []SysProcIDMap
	GidMappingsEnableSetgroups bool
	AmbientCaps                []uintptr
	UseCgroupFD                bool
	CgroupFD                   int
	PidFD                      *int
}

type SysProcIDMap struct {
	ContainerID int
	HostID      int
	Size        int
}

type Sysinfo_t struct {
	Uptime    int64
	Loads     [3]uint64
	Totalram  uint64
	Freeram   uint64
	Sharedram uint64
	Bufferram uint64
	Totalswap uint64
	Freeswap  uint64
	Procs     uint16
	Pad       uint16
	Pad_cgo_0 [4]byte
	Totalhigh uint64
	Freehigh  uint64
	Unit      uint32
	X_f       [0]byte
	Pad_cgo_1 [4]byte
}

type TCPInfo struct {
	State          uint8
	Ca_state       uint8
	Retransmits    uint8
	Probes         uint8
	Backoff        uint8
	Options        uint8
	Pad_cgo_0      [2]byte
	Rto            uint32
	Ato            uint32
	Snd_mss        uint32
	Rcv_mss        uint32
	Unacked        uint32
	Sacked         uint32
	Lost           uint32
	Retrans        uint32
	Fackets        uint32
	Last_data_sent uint32
	Last_ack_sent  uint32
	Last_data_recv uint32
	Last_ack_recv  uint32
	Pmtu           uint32
	Rcv_ssthresh   uint32
	Rtt            uint32
	Rttvar         uint32
	Snd_ssthresh   uint32
	Snd_cwnd       uint32
	Advmss         uint32
	Reordering     uint32
	Rcv_rtt        uint32
	Rcv_space      uint32
	Total_retrans  uint32
}

type Termios struct {
	Iflag     uint32
	Oflag     uint32
	Cflag     uint32
	Lflag     uint32
	Line      uint8
	Cc        [32]uint8
	Pad_cgo_0 [3]byte
	Ispeed    uint32
	Ospeed    uint32
}

type Time_t int64

type Timespec struct {
	Sec  int64
	Nsec int64
}

func (ts *Timespec) Nano() int64
func (ts *Timespec) Unix() (sec, nsec int64)

type Timeval struct {
	Sec  int64
	Usec int64
}

func (tv *Timeval) Nano() int64
func (tv *Timeval) Unix() (sec, nsec int64)

type Timex struct {
	Modes     uint32
	Pad_cgo_0 [4]byte
	Offset    int64
	Freq      int64
	Maxerror  int64
	Esterror  int64
	Status    int32
	Pad_cgo_1 [4]byte
	Constant  int64
	Precision int64
	Tolerance int64
	Time      Timeval
	Tick      int64
	Ppsfreq   int64
	Jitter    int64
	Shift     int32
	Pad_cgo_2 [4]byte
	Stabil    int64
	Jitcnt    int64
	Calcnt    int64
	Errcnt    int64
	Stbcnt    int64
	Tai       int32
	Pad_cgo_3 [44]byte
}

type Tms struct {
	Utime  int64
	Stime  int64
	Cutime int64
	Cstime int64
}

type Ucred struct {
	Pid int32
	Uid uint32
	Gid uint32
}

type Ustat_t struct {
	Tfree     int32
	Pad_cgo_0 [4]byte
	Tinode    uint64
	Fname     [6]int8
	Fpack     [6]int8
	Pad_cgo_1 [4]byte
}

type Utimbuf struct {
	Actime  int64
	Modtime int64
}

type Utsname struct {
	Sysname    [65]int8
	Nodename   [65]int8
	Release    [65]int8
	Version    [65]int8
	Machine    [65]int8
	Domainname [65]int8
}

type WaitStatus uint32

func (w WaitStatus) Continued() bool
func (w WaitStatus) CoreDump() bool
func (w WaitStatus) ExitStatus() int
func (w WaitStatus) Exited() bool
func (w WaitStatus) Signal() Signal
func (w WaitStatus) Signaled() bool
func (w WaitStatus) StopSignal() Signal
func (w WaitStatus) Stopped() bool
func (w WaitStatus) TrapCause() int
