"""Kills an indexing run at random moments: `python -m tests.bench.kill CORPUS [--times N]`.

After every kill the home folder is opened as any reader would, and must be whole: what was
acknowledged is there, the two indexes hold exactly the passages of the records, and passages are
found by their own text. At the end the rest is indexed, and every passage is looked up.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.errors import NoIndexError
from index.library import Library, open_library
from index.queries import Query
from index.types import Passage

_START = "import sys; from assistant.cli import main; sys.exit(main(sys.argv[1:]))"
_SAMPLE = 50
# How deep a passage is looked for: the same formula stands in act after act.
_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a kill left: documents acknowledged before and found after, and what is wrong."""

    acknowledged: int
    documents: int
    repair_seconds: float
    disagreement: str
    lost: int


def kill(corpus: Path, home: Path, seconds: float) -> None:
    """Index a folder and kill the process after some seconds, unless it is done before."""
    command = [sys.executable, "-c", _START, "index", str(corpus), "--home", str(home)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()


def look(home: Path, acknowledged: int) -> Aftermath:
    """Open what was left and compare it with the records."""
    library = open_library(home)
    library.warm()  # Loads the model, so that the repair is timed without it.
    library.close()
    began = time.perf_counter()
    library = open_library(home, library.generations.wanted)
    library.warm()
    repaired = time.perf_counter() - began
    passages = [p for document in library.documents() for p in library.passages_of(document)]
    sample = random.sample(passages, min(_SAMPLE, len(passages)))
    try:
        return Aftermath(
            acknowledged=acknowledged,
            documents=library.status().documents,
            repair_seconds=repaired,
            disagreement=library.disagreement(),
            lost=not_found(library, sample),
        )
    finally:
        library.close()


def not_found(library: Library, passages: Iterable[Passage]) -> int:
    """Return how many passages are not found by their own text: a dash alone cannot be."""
    said = ((passage.id, " ".join(passage.text.split())[:1_500]) for passage in passages)
    return sum(
        passage_id not in [hit.passage.id for hit in library.search(Query(text), _DEPTH)]
        for passage_id, text in said
        if any(map(str.isalnum, text))
    )


def main() -> int:
    """Kill, look, and say what was found; return 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kill", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--times", type=int, default=20, metavar="N")
    parser.add_argument("--longest", type=float, default=40.0, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        return run(options, Path(folder) / "home")


def run(options: argparse.Namespace, home: Path) -> int:
    """Kill so many times, then index to the end."""
    failed, documents = 0, 0
    for number in range(options.times):
        seconds = random.uniform(1.0, options.longest)
        kill(options.corpus, home, seconds)
        try:
            found = look(home, documents)
        except NoIndexError:
            say(f"{number + 1}: killed after {seconds:.1f} s, nothing indexed yet")
            continue
        documents = found.documents
        failed += bool(found.disagreement or found.lost or documents < found.acknowledged)
        say(f"{number + 1}: killed after {seconds:.1f} s, {found}")
    kill(options.corpus, home, 10_000)
    library = open_library(home)
    passages = [p for document in library.documents() for p in library.passages_of(document)]
    lost = not_found(library, passages)
    say(f"in the end: {len(passages):,} passages, {lost} not found by their own text")
    failed += bool(lost or library.disagreement())
    library.close()
    return 1 if failed else 0


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
