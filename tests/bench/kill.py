"""Kills an indexing run at random moments: `python -m tests.bench.kill CORPUS [--times N]`.

With `--storing`, as soon as after such a moment documents are being stored. Every kill hits a run
that is at work: one that is done before is looked over in full, and a new home folder begins. After
a kill the home folder is opened as any reader would, which repairs it, and must be whole: the
documents that another process saw just before are there, the two indexes hold exactly the passages
of the records, and passages are found by their own text. At the end the rest is indexed, and every
passage is looked up.
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

from index.embedding.embedding import SHIPPED_MODEL, Embedder, SentenceTransformersEmbedder
from index.errors import NoIndexError
from index.library import Library, open_library
from index.search.queries import Query
from index.store.records import open_records
from index.types import Passage

_START = "import sys; from assistant.commands.parser import main; sys.exit(main(sys.argv[1:]))"
_SAMPLE = 50
# How deep a passage is looked for: the same formula stands in act after act.
_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a kill left: how many documents, how long opening and repair took, what is wrong.

    `missing` counts documents that were there before the kill, `lost` passages of a sample that are
    not found by their own text.
    """

    documents: int
    was_pending: bool
    repair_seconds: float
    missing: int
    disagreement: str
    lost: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.missing or self.disagreement or self.lost)


class Trial:
    """Runs that index a folder, and what is left of them."""

    def __init__(self, corpus: Path, storing: bool) -> None:
        """The model is loaded at once, so that repairs are timed without it."""
        self._corpus, self._storing = corpus, storing
        self._embedder: Embedder = SentenceTransformersEmbedder(SHIPPED_MODEL)
        self._embedder.embed_questions(["warm"])

    def kill(self, home: Path, seconds: float | None) -> set[str] | None:
        """Index, and kill the process after some seconds; None if it was done before.

        Returns the ids of the documents that a reader saw just before.
        """
        command = [sys.executable, "-c", _START, "index", str(self._corpus), "--home", str(home)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        seen: set[str] = set()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            seen, storing = _seen(home)
            while self._storing and not storing and process.poll() is None:
                seen, storing = _seen(home)
            process.send_signal(signal.SIGKILL)
            process.wait()
        if process.returncode > 0:
            raise SystemExit(f"indexing failed with {process.returncode}")
        return seen if process.returncode < 0 else None

    def look(self, home: Path, acknowledged: set[str], sample: int | None = _SAMPLE) -> Aftermath:
        """Open what was left, and compare it with the records and with what was acknowledged."""
        try:
            library = open_library(home, self._embedder)
        except NoIndexError:
            return Aftermath(0, False, 0.0, len(acknowledged), "", 0)
        was_pending = bool(library.records.facts().get("pending"))
        began = time.perf_counter()
        library.warm()
        repaired = time.perf_counter() - began
        passages = [p for document in library.documents() for p in library.passages_of(document)]
        if sample is not None:
            passages = random.sample(passages, min(sample, len(passages)))
        found = set(library.records.document_ids())
        try:
            return Aftermath(
                documents=len(found),
                was_pending=was_pending,
                repair_seconds=round(repaired, 3),
                missing=len(acknowledged - found),
                disagreement=library.disagreement(),
                lost=not_found(library, passages),
            )
        finally:
            library.close()


def _seen(home: Path) -> tuple[set[str], bool]:
    """Return the ids of the documents that a reader sees, and whether some are being stored."""
    try:
        records = open_records(home)
    except NoIndexError:
        return set(), False
    try:
        return set(records.document_ids()), bool(records.facts().get("pending"))
    finally:
        records.close()


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
    parser.add_argument("--storing", action="store_true", help="kill while documents are stored")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        return run(options, Path(folder))


def run(options: argparse.Namespace, folder: Path) -> int:
    """Kill so many times, then index to the end."""
    trial, kills, homes, failed = Trial(options.corpus, options.storing), 0, 1, 0
    while True:
        home = folder / f"home{homes}"
        seconds = random.uniform(1.0, options.longest) if kills < options.times else None
        acknowledged = trial.kill(home, seconds)
        if acknowledged is None:
            found = trial.look(home, set(), sample=None)
            say(f"home {homes}, indexed to the end and looked up in full: {found}")
            homes += 1
        else:
            kills += 1
            found = trial.look(home, acknowledged)
            say(f"{kills}: killed after {seconds:.1f} s, {len(acknowledged)} seen before: {found}")
        failed += not found.is_whole
        if seconds is None:
            return 1 if failed else 0


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
