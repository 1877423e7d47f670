"""Reading files in a process of their own, so that no file can harm the one that asks."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import TracebackType
from typing import Self, TypeVar

from index.drawing.page_shape import DrawnPage
from index.errors import UnreadableError
from index.readers.extraction import Extraction, Options
from index.sandbox.picture_wire import DrawingResult, unpack_drawn
from index.sandbox.wire import (
    HEAD,
    MAX_HEADER,
    ReadingResult,
    Request,
    WireError,
    pack_request,
    unpack_answer,
)

_ROOT = Path(__file__).resolve().parents[2]
# -I: neither the environment nor the current folder decide what the process imports.
_START = "import sys; sys.path.insert(0, {root!r}); from {module} import main; main()"
_SCALE_BYTES = 20_000_000
_OCR_BYTES = 200_000
_CHUNK = 1 << 20
AnyResult = TypeVar("AnyResult", ReadingResult, DrawingResult)
_SIGNALS = {
    signal.SIGXCPU: "reading it takes more than {cpu} s of processor time",
    signal.SIGKILL: "reading it was stopped by the system, most likely for lack of memory",
}


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading one file may take.

    The seconds are for a small file; one of 20 MB gets twice as many. With OCR, which takes
    seconds a page, one of 200,000 bytes does.
    """

    memory_mb: int = 1_500
    cpu_seconds: int = 60
    wall_seconds: int = 120
    max_characters: int = 50_000_000


class _Gone(Exception):
    """Raised when the process ended before it answered."""


class ReadingProcess:
    """A process that reads files one after another, replaced when it ends.

    It starts with the first file and ends with the context. It is used by one thread at a time.
    """

    def __init__(
        self,
        options: Options | None = None,
        limits: ReadingLimits | None = None,
        module: str = "index.sandbox.child",
    ) -> None:
        """Takes how to read. `module` is where the process finds its `main`."""
        self._options = options or Options()
        self._limits = limits or ReadingLimits()
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Returns itself; nothing is started yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ends the process."""
        self.close()

    def close(self) -> None:
        """Ends the process, whatever it is doing; the next file starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()
        _kill(process)

    def read(self, path: str, data: bytes) -> Extraction:
        """Reads one file. Only the name of `path` matters; nothing is opened.

        Raises:
            UnreadableError: it cannot be read, or not within the limits; the text says why.
        """
        cpu, wall = self._seconds(len(data))
        limits = self._limits
        request = Request(
            path=PurePath(path).name,
            size=len(data),
            cpu_seconds=cpu,
            max_characters=limits.max_characters,
            ocr=self._options.ocr,
            hidden=self._options.hidden,
        )
        answer = self._exchange(
            request,
            data,
            wall,
            lambda header, read: unpack_answer(header, read, limits.max_characters),
        )
        if answer.extraction is None:
            raise UnreadableError(answer.reason)
        return answer.extraction

    def draw(self, data: bytes, page: int, width: int) -> DrawnPage:
        """Draws a page of a PDF, from 1, so many pixels wide; a width of 0 asks for its shape.

        The seconds of the limits hold however large the file is: others wait for the next page.

        Raises:
            UnreadableError: it cannot be drawn, or not within the limits; the text says why.
        """
        cpu, wall = self._limits.cpu_seconds, self._limits.wall_seconds
        request = Request("page.pdf", len(data), cpu, 0, "", page=page, width=width)
        answer = self._exchange(request, data, wall, unpack_drawn)
        if answer.page is None:
            raise UnreadableError(answer.reason)
        return answer.page

    def _exchange(
        self,
        request: Request,
        data: bytes,
        wall: int,
        unpack: Callable[[bytes, Callable[[int], bytes]], AnyResult],
    ) -> AnyResult:
        """Returns what the process answers to a request; it is replaced when it goes wrong."""
        channel = _Channel(self._running(), time.monotonic() + wall)
        try:
            channel.write(pack_request(request))
            channel.write(data)
            [length] = HEAD.unpack(channel.read(HEAD.size))
            if length > MAX_HEADER:
                raise WireError(f"a header of {length} bytes")
            answer = unpack(channel.read(length), channel.read)
        except TimeoutError as error:
            self.close()
            raise UnreadableError(f"reading it takes more than {wall} s") from error
        except WireError as error:
            self.close()
            raise UnreadableError(f"its reader answers nonsense: {error}") from error
        except _Gone as error:
            reason = self._reason_of_end(request.cpu_seconds)
            raise UnreadableError(reason) from error
        except BaseException:
            self.close()  # Interrupted: what it answers later belongs to no file.
            raise
        if answer.leaving:
            self.close()
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is not None:
            self.close()  # It ended between two files, such as with the thread that started it.
        if self._process is None:
            self._process = self._start()
        return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        code = _START.format(root=str(_ROOT), module=self._module)
        memory = str(self._limits.memory_mb * 1_000_000)
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", code, memory],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_environment(),
            cwd="/",
            start_new_session=True,  # Ctrl-C is for the asking process, which then ends this one.
        )
        for stream in (process.stdin, process.stdout):
            assert stream is not None
            os.set_blocking(stream.fileno(), False)
        return process

    def _seconds(self, size: int) -> tuple[int, int]:
        """Returns how much processor time and time a file of this size may take."""
        scale = 1 + size / _SCALE_BYTES
        waiting = 1 + size / _OCR_BYTES if self._options.ocr else scale
        return int(self._limits.cpu_seconds * scale), int(self._limits.wall_seconds * waiting)

    def _reason_of_end(self, cpu: int) -> str:
        """Says why the process ended without an answer, and removes what is left of it."""
        process = self._process
        assert process is not None
        try:
            status = process.wait(5)
        except subprocess.TimeoutExpired:
            status = 0  # It closed its output and lives on.
        self.close()
        if status >= 0:
            return f"its reader ended without an answer (exit status {status})"
        number = signal.Signals(-status)
        crash = f"the file crashes its reader ({number.name}); it is damaged or malicious"
        return _SIGNALS.get(number, crash).format(cpu=cpu)


class _Channel:
    """The two pipes of a process, used against a deadline (monotonic seconds)."""

    def __init__(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._input, self._output = process.stdin.fileno(), process.stdout.fileno()
        self._deadline = deadline

    def write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            self._wait(self._input, select.POLLOUT)
            try:
                rest = rest[os.write(self._input, rest[:_CHUNK]) :]
            except BrokenPipeError as error:
                raise _Gone from error

    def read(self, size: int) -> bytes:
        collected = bytearray()
        while len(collected) < size:
            self._wait(self._output, select.POLLIN)
            piece = os.read(self._output, min(size - len(collected), _CHUNK))
            if not piece:
                raise _Gone
            collected += piece
        return bytes(collected)

    def _wait(self, descriptor: int, event: int) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        left = self._deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1_000):
            raise TimeoutError


def _environment() -> dict[str, str]:
    """Returns what the process may know: where programs and language data are."""
    kept = ("PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX", "TZ", "LD_LIBRARY_PATH")
    known = {name: os.environ[name] for name in kept if name in os.environ}
    return known | {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
