"""Killing a server with all the processes that it has begun, as a machine that loses power does."""

import os
import signal
from contextlib import suppress
from pathlib import Path


def kill_all(process):
    """Kills a process and its descendants at once, and waits for it."""
    for pid in [*_descendants(process.pid), process.pid]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def _descendants(pid):
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield from _descendants(int(child))
            yield int(child)
