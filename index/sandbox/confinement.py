"""What the process that reads files may not do: grow, write, run on after its parent, or connect.

The limits hold for the whole process and cannot be taken back. The network is closed twice: by an
audit hook, which Python code cannot pass, and on Linux by a system call filter (seccomp), which
native code cannot either.
"""

import ctypes
import platform
import resource
import signal
import struct
import sys
from pathlib import PurePath

_OPEN_FILES = 64
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 1, 38, 22, 2

# Per machine: its audit architecture and the numbers of the calls `socket`, `io_uring_setup`,
# `ptrace` and `process_vm_writev`.
_MACHINES = {
    "x86_64": (0xC000003E, (41, 425, 101, 311)),
    "aarch64": (0xC00000B7, (198, 425, 117, 271)),
}
_X32_CALLS = 0x40000000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # 13: EACCES
_CALL_NUMBER, _ARCHITECTURE = 0, 4

_FORBIDDEN_EVENTS = ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn")
_ALLOWED_PROGRAM = "tesseract"


def confine(memory_bytes: int) -> None:
    """Limits this process for good; it ends when its parent does."""
    _limit(resource.RLIMIT_AS, memory_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        _filter_calls(libc)
    sys.addaudithook(_refuse)


def allow_cpu(seconds: int) -> None:
    """Lets this process use so many more seconds of processor time, and no more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or until < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    most = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (most, most))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError("a reader has no network")
    if event.startswith(_FORBIDDEN_EVENTS):
        raise PermissionError("a reader starts no programs")
    if event == "subprocess.Popen" and PurePath(str(arguments[0])).name != _ALLOWED_PROGRAM:
        raise PermissionError("a reader starts no programs")


def _filter_calls(libc: ctypes.CDLL) -> None:
    """Makes the forbidden system calls fail, where the system can; else the audit hook stands."""
    known = _MACHINES.get(platform.machine())
    if known is None or sys.maxsize < 2**32:
        return
    program = _program(*known)
    code = ctypes.create_string_buffer(program)
    # struct sock_fprog: the number of instructions, and where they are.
    described = struct.pack("HP", len(program) // 8, ctypes.addressof(code))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, described, 0, 0)


def _program(architecture: int, calls: tuple[int, ...]) -> bytes:
    """Returns the filter: calls of another architecture and the forbidden ones are refused."""
    wanted = [(_AT_LEAST, _X32_CALLS), *((_EQUAL, call) for call in calls)]
    # A jump counts the instructions it leaves out: the tests that follow, and the first return.
    tests = [(test, len(wanted) - n, 0, value) for n, (test, value) in enumerate(wanted)]
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, len(tests) + 2, architecture),
        (_LOAD, 0, 0, _CALL_NUMBER),
        *tests,
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)
