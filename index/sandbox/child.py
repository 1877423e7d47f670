"""The process that reads and draws files: requests on its input, answers on its output, no more.

It serves one file after another until its input ends. What a reader does not expect ends the
process, after an answer that says so; the asking side starts another.
"""

import os
import re
import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from index.drawing.page_shape import DrawnPage
from index.errors import UnreadableError
from index.readers import extract
from index.readers.extraction import Options
from index.sandbox.confinement import allow_cpu, confine
from index.sandbox.picture_wire import pack_drawn
from index.sandbox.wire import (
    HEAD,
    Request,
    pack_extraction,
    pack_failure,
    unpack_request,
)

_LARGE_MB = 500
_PEAK = re.compile(r"VmHWM:\s*(\d+) kB")


def main() -> None:
    """Serves until the input ends. The first argument is the memory limit in bytes."""
    source = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    _close_standard_streams()
    sys.excepthook = lambda kind, error, trace: _last_words(answers, error, trace)
    confine(int(sys.argv[1]))
    while _serve(source, answers):
        pass


def _close_standard_streams() -> None:
    """Keeps a library that prints from writing between the answers."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _serve(source: BinaryIO, answers: BinaryIO) -> bool:
    """Reads one request and answers it; tells whether there may be another."""
    head = source.read(HEAD.size)
    if len(head) < HEAD.size:
        return False
    request = unpack_request(source.read(*HEAD.unpack(head)))
    data = source.read(request.size)
    allow_cpu(request.cpu_seconds)
    pieces = _answer(request, data)
    for piece in pieces:
        answers.write(piece)
    answers.flush()
    return not _is_large()


def _answer(request: Request, data: bytes) -> list[bytes]:
    try:
        if request.page:
            return pack_drawn(_drawn(request, data), _is_large())
        found = extract(request.path, data, Options(ocr=request.ocr, hidden=request.hidden))
        if len(found.text) > request.max_characters:
            limit = f"{request.max_characters / 1e6:.3g}"
            raise UnreadableError(f"its text is longer than {limit} million characters; split it")
        return pack_extraction(found, _is_large())
    except UnreadableError as error:
        return [pack_failure(str(error), _is_large())]


def _drawn(request: Request, data: bytes) -> DrawnPage:
    # The library that draws is large, and most processes only read.
    from index.drawing.pdf_drawing import draw

    return draw(data, request.page, request.width)


def _is_large() -> bool:
    """Tells whether this process has grown so much that a new one is better for the next file."""
    # The peak that `getrusage` tells is that of the process this one was started by, if larger.
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    peak = _PEAK.search(status)
    return peak is not None and int(peak[1]) > _LARGE_MB * 1_000


def _last_words(answers: BinaryIO, error: BaseException, trace: TracebackType | None) -> None:
    """Says what went wrong; after this the process ends."""
    answers.write(pack_failure(_reason(error), leaving=True))
    answers.flush()


def _reason(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        limit = int(sys.argv[1]) / 1e6
        return f"reading it needs more than {limit:.0f} MB of memory"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    detail = " ".join(str(error).split())[:200]
    return f"the file is damaged, or its reader has a fault: {type(error).__name__}: {detail}"


if __name__ == "__main__":
    main()
