"""Many people at once: `python -m tests.bench.load [--eval FOLDER --set NAME]`, loopback only.

Indexes a set, serves it with the real command, lets fifty people ask through the chat's own queue
for two minutes, then sends more at once than it takes. Returns 1 if a limit of `LIMITS` is broken.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request

import psutil
from pydantic import TypeAdapter

from tests.bench.sets import QuestionSet, find_sets, read_cases
from tests.servers.chat_client import ask_over_http, browser, joining, number_of

TENKYO = [sys.executable, "-c", "import sys; from ui.main import main; sys.exit(main())"]
LIMITS = {"p95_ms": 2_000.0, "growth": 0.05, "refused_ms": 1_000.0, "recovery_seconds": 5.0}
_WINDOW = 10


@dataclass(frozen=True, slots=True)
class Asking:
    """What the answers took, as `tests/bench/load_users.py` prints it."""

    answers: int
    per_second: float
    p50_ms: float
    p95_ms: float
    longest_ms: float
    failures: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Burst:
    """What became of requests sent at once: their number by HTTP status, 0 where none came.

    `refused_ms` is the longest time that a refusal took, `taken_ms` that it took to take one in.
    """

    statuses: dict[int, int]
    refused_ms: float
    recovery_seconds: float
    taken_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """All that one run measured. `growth` is that of memory in the second half, as a share."""

    asking: Asking
    start_mb: float
    middle_mb: float
    end_mb: float
    burst: Burst

    @property
    def growth(self) -> float:
        """How much the memory grew in the second half."""
        return self.end_mb / self.middle_mb - 1


class Scales:
    """Weighs a process once a second, until it is told to stop."""

    def __init__(self, pid: int) -> None:
        """Begins to weigh."""
        self.megabytes: list[float] = []
        self._process = psutil.Process(pid)
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._weigh, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends weighing."""
        self._done.set()
        self._thread.join()

    def around(self, share: float) -> float:
        """Returns the mean over some seconds up to a share of the time, in MB."""
        end = max(_WINDOW, round(len(self.megabytes) * share))
        window = self.megabytes[max(0, end - _WINDOW) : end]
        return sum(window) / len(window)

    def _weigh(self) -> None:
        while not self._done.wait(1):
            self.megabytes.append(self._process.memory_info().rss / 1e6)


# All that ask come from one address, and count as one.
BOUNDS = {
    "TENKYO_QUESTIONS_PER_MINUTE": "100000",
    "TENKYO_REQUESTS_PER_MINUTE": "1000000",
    "TENKYO_MAX_STREAMS": "1000",
}


@contextmanager
def serving(home: Path) -> Iterator[tuple[str, int]]:
    """Serves a home folder; yields the address and the number of the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*TENKYO, "serve", "--home", str(home), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | BOUNDS)
    try:
        if process.stdout is None or "serving" not in process.stdout.readline():
            raise RuntimeError("the server does not start")
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def measure(of: QuestionSet, options: argparse.Namespace) -> Load:
    """Index a set, serve it, and let people ask."""
    with tempfile.TemporaryDirectory() as folder:
        home, questions = Path(folder) / "home", Path(folder) / "questions.json"
        if options.home:
            shutil.copytree(options.home, home)
        else:
            index = [*TENKYO, "index", str(of.corpus), "--home", str(home)]
            subprocess.run(index, check=True, stdout=subprocess.DEVNULL)
        texts = [case.question for case in read_cases(of.questions)]
        questions.write_text(json.dumps(texts), encoding="utf-8")
        with serving(home) as (address, pid):
            scales = Scales(pid)
            asking = _ask(address, questions, options)
            scales.stop()
            sent = burst(address, texts[0], options.burst)
        return Load(asking, *(round(scales.around(s)) for s in (0.1, 0.5, 1.0)), sent)


def burst(address: str, question: str, number: int) -> Burst:
    """Send so many questions at once, then ask one and time it."""
    function, opener = number_of(address), browser(address)

    def send(count: int) -> tuple[int, float]:
        asked = json.dumps(joining(function, question, f"burst{count}")).encode()
        headers = {"Content-Type": "application/json"}
        request = Request(f"{address}/gradio_api/queue/join", asked, headers)
        began = time.perf_counter()
        try:
            with opener.open(request, timeout=30) as answer:
                status = answer.status
        except HTTPError as error:
            error.close()
            status = error.code
        except OSError:
            status = 0
        return status, 1000 * (time.perf_counter() - began)

    with ThreadPoolExecutor(64) as pool:
        sent = list(pool.map(send, range(number)))
    began, last = time.perf_counter(), None
    while last is None and time.perf_counter() - began < 60:
        try:
            last = ask_over_http(address, question)
        except HTTPError as error:
            error.close()
            time.sleep(0.1)
    recovery = time.perf_counter() - began
    refused = max((ms for status, ms in sent if status in (429, 503)), default=0.0)
    taken = max((ms for status, ms in sent if status == 200), default=0.0)
    statuses = dict(Counter(status for status, _ in sent))
    return Burst(statuses, round(refused), round(recovery, 2), round(taken))


def broken(load: Load) -> Iterator[str]:
    """Yield what is not as it has to be."""
    if load.asking.failures or not load.asking.answers:
        yield f"{load.asking.failures} failures: {', '.join(load.asking.reasons)}"
    figures = {
        "p95_ms": load.asking.p95_ms,
        "growth": load.growth,
        "refused_ms": load.burst.refused_ms,
        "recovery_seconds": load.burst.recovery_seconds,
    }
    yield from (f"{n} is {v:.3g}, over {LIMITS[n]:g}" for n, v in figures.items() if v > LIMITS[n])
    statuses = load.burst.statuses
    if set(statuses) - {200, 429, 503} or not set(statuses) & {429, 503}:
        yield f"the burst was answered with {statuses}"


def main() -> int:
    """Measure, print JSON, and say on stderr what is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description=__doc__)
    parser.add_argument("--eval", type=Path, metavar="FOLDER")
    parser.add_argument("--set", default="", metavar="NAME")
    parser.add_argument("--home", type=Path, help="an index of the set; it is copied")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--pause", type=float, nargs=2, default=(1.0, 3.0), metavar="SECONDS")
    parser.add_argument("--burst", type=int, default=400, help="questions sent at once at the end")
    options = parser.parse_args()
    try:
        chosen = find_sets(options.eval, [options.set] if options.set else [])[0]
    except ValueError as error:
        parser.error(str(error))
    load = measure(chosen, options)
    problems = tuple(broken(load))
    shown = asdict(load) | {"set": chosen.name, "growth": round(load.growth, 4)}
    sys.stdout.write(json.dumps(shown | {"broken": problems}, indent=2) + "\n")
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


def _ask(address: str, questions: Path, options: argparse.Namespace) -> Asking:
    command = [sys.executable, "-m", "tests.bench.load_users", address, str(questions)]
    command += ["--users", str(options.users), "--seconds", str(options.seconds)]
    command += ["--pause", *map(str, options.pause)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return TypeAdapter(Asking).validate_json(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
