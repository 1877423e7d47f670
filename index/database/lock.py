"""One writer and one server at a time: locks on the home folder that say who holds them."""

import getpass
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.database.database import unusable
from index.errors import HomeError, HomeLockedError


@contextmanager
def writing(home: Path, *, patience: float = 0.0) -> Iterator[None]:
    """Holds the home folder's write lock; the operating system frees it if the process dies.

    Another process that holds it is waited for so many seconds.

    Raises:
        HomeLockedError: another process holds it; the message names that process.
        HomeError: the lock cannot be taken, such as on a disk that is read-only.
    """
    refusal = ("written", "Wait until it is done, or stop it.")
    with _held(home / "lock", _own_name(), refusal, patience):
        yield


def is_written(home: Path) -> bool:
    """Tells whether a process seems to write to a home folder; one that was killed may seem to."""
    return _holder_of(home / "lock").exists()


@contextmanager
def serving(home: Path, address: str) -> Iterator[None]:
    """Holds the lock of a home folder's one server, which listens at `address`.

    Raises:
        HomeLockedError: another process serves it; the message names that process.
        HomeError: the lock cannot be taken, such as on a disk that is read-only.
    """
    refusal = ("served", "Stop it, or serve another home folder.")
    with _held(home / "serving", f"{_own_name()} at {address}", refusal):
        yield


@contextmanager
def _held(path: Path, name: str, refusal: tuple[str, str], patience: float = 0.0) -> Iterator[None]:
    lock = FileLock(path)
    holder = _holder_of(path)
    try:
        lock.acquire(timeout=patience)
        holder.write_text(name, encoding="utf-8", errors="backslashreplace")
    except Timeout:
        done, advice = refusal
        raise HomeLockedError(
            f"{str(path.parent)!r} is being {done} by {_name_in(holder)}. {advice}"
        ) from None
    except OSError as error:
        lock.release()
        raise HomeError(unusable(path.parent, error.strerror or str(error))) from error
    try:
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _holder_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-holder")


def _name_in(holder: Path) -> str:
    """Returns the holder's name; it may let go, or not have written its name yet, just now."""
    try:
        return holder.read_text(encoding="utf-8").strip() or "another process"
    except (OSError, UnicodeDecodeError):
        return "another process"


def _own_name() -> str:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:120].strip() or "python"
    since = datetime.now().astimezone().strftime("%H:%M:%S")
    return (
        f"{command!r} (process {os.getpid()} of {_user()} on {socket.gethostname()}, since {since})"
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
