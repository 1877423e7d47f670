"""`python -m tests.bench.claims`: whether the check of a model's sentences sees turned meaning.

`tests/claims.jsonl` has short passages of many kinds, in English and Japanese. Each comes with
sentences that say the same in other words, which should pass, and with sentences that say something
else in nearly the same words: roles swapped, "at least" made "at most", "must" made "may".
`tests/claims_fresh.jsonl`, which can be named instead, was written before the rules were looked at.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.grounding.grounding import Grounding
from index.embedding.embedding import Embedder
from index.embedding.multilingual import BOTH_MODELS, open_embedder
from index.library import Library, open_library
from index.search.queries import Query

CLAIMS = Path(__file__).resolve().parents[1] / "claims.jsonl"
SUPPORTED = "supported"


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence said to be from a passage; `kind` is `supported`, or what is turned in it."""

    passage: str
    language: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim, the fault that the check found, empty if none, and how far the words match."""

    claim: Claim
    fault: str
    coverage: float

    @property
    def right(self) -> bool:
        """Whether what is supported passed, and what is not did not."""
        return (self.claim.kind == SUPPORTED) == (not self.fault)


def read_claims(path: Path = CLAIMS) -> list[Claim]:
    """Return the claims of a file."""
    return [
        claim
        for line in path.read_text(encoding="utf-8").splitlines()
        for claim in _claims(json.loads(line))
    ]


def _claims(row: dict[str, object]) -> Iterator[Claim]:
    passage, language = str(row["passage"]), str(row["language"])
    supported, distorted = row[SUPPORTED], row["distorted"]
    assert isinstance(supported, list)
    assert isinstance(distorted, list)
    for text in supported:
        yield Claim(passage, language, SUPPORTED, text)
    for each in distorted:
        yield Claim(passage, language, each["kind"], each["text"])


def judge(claims: Sequence[Claim], embedder: Embedder, folder: Path) -> list[Judged]:
    """Check claims against their passages, each a file of its own in a new library."""
    papers = folder / "papers"
    papers.mkdir()
    passages = list(dict.fromkeys(claim.passage for claim in claims))
    for number, passage in enumerate(passages):
        (papers / f"{number}.txt").write_text(passage, encoding="utf-8")
    library = open_library(folder / "home", embedder, create=True)
    try:
        library.sync([papers])
        return list(_judged(claims, library))
    finally:
        library.close()


def _judged(claims: Sequence[Claim], library: Library) -> Iterator[Judged]:
    found = {document.text: document for document in library.documents()}
    snapshot = library.snapshot()
    for passage, some in groupby(claims, key=lambda claim: claim.passage):
        cited = library.passages_of(found[passage])
        # As an answer is checked: with what a question in the language of the passage found.
        grounding = Grounding(snapshot.find(Query(passage)))
        for claim in some:
            verdict = grounding.check(claim.text, cited)
            yield Judged(claim, verdict.fault, verdict.coverage)


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge all claims; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.claims", description=__doc__)
    parser.add_argument("claims", type=Path, nargs="?", default=CLAIMS, help="another file of them")
    parser.add_argument("--wrong", action="store_true", help="print what was judged wrongly")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        judged = judge(read_claims(options.claims), open_embedder(BOTH_MODELS), Path(folder))
    console = Console(markup=False, highlight=False)
    console.print(table(judged))
    for each in judged if options.wrong else ():
        if not each.right:
            console.print(f"{each.claim.kind} | {each.fault or 'passed'} | {each.claim.text}")
    return 0


def table(judged: Sequence[Judged]) -> Table:
    """Return how many claims of each kind and language passed."""
    shown = Table("language", "kind", "claims", "passed", "should pass")
    for language, kind in dict.fromkeys((j.claim.language, j.claim.kind) for j in judged):
        of_kind = [j for j in judged if (j.claim.language, j.claim.kind) == (language, kind)]
        passed = sum(not j.fault for j in of_kind)
        should = "yes" if kind == SUPPORTED else "no"
        shown.add_row(language, kind, str(len(of_kind)), str(passed), should)
    return shown


if __name__ == "__main__":
    sys.exit(main())
