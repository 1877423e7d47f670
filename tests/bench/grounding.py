"""`python -m tests.bench.grounding HOME...`: how good the check of a model's sentences is.

No model is needed: sentences of the documents, as they are and in other words, should pass with
their passage, and sentences with another number, date, name or polarity, or with the passage of
another sentence, should not.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from assistant.evidence.evidence import sentence_spans
from assistant.grounding.grounding import Grounding
from index.embedding.embedding import SentenceTransformersEmbedder
from index.library import Library, open_library
from index.types import Passage
from tests.bench.rewording import DIFFERENT, SAME, Pool, names_of

_SHORTEST, _LONGEST = 20, 400


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence, the passage it is said to be from, and whether it should pass."""

    kind: str
    sentence: str
    passage: Passage
    passes: bool


def trials(library: Library, number: int, seed: int = 0) -> Iterator[Trial]:
    """Yields trials made of so many sentences of the documents, the same ones every time."""
    random = Random(seed)
    passages = [p for d in library.documents() for p in library.passages_of(d)]
    chosen = random.sample(passages, min(number, len(passages)))
    pool: Pool = {"names": sorted({n for p in chosen for n in names_of(p.text)})}
    for passage in chosen:
        spans = [s for s in sentence_spans(passage) if _SHORTEST <= s[1] - s[0] <= _LONGEST]
        if not spans:
            continue
        sentence = " ".join(passage.document.text[slice(*random.choice(spans))].split())
        yield Trial("as it is", sentence, passage, True)
        yield from _changed(sentence, passage, random, pool)
        other = random.choice([p for p in passages if sentence[:40] not in p.text])
        yield Trial("another passage", sentence, other, False)
        near = [p for p in library.passages_of(passage.document) if abs(p.start - passage.end) < 9]
        if near and sentence[:40] not in near[0].text:
            yield Trial("the passage after it", sentence, near[0], False)


def _changed(sentence: str, passage: Passage, random: Random, pool: Pool) -> Iterator[Trial]:
    for changes, passes in ((SAME, True), (DIFFERENT, False)):
        for kind, change in changes.items():
            changed = change(sentence, random, pool)
            if changed is not None and changed != sentence:
                yield Trial(kind, changed, passage, passes)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the homes that the command line names; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.grounding", description=__doc__)
    parser.add_argument("homes", type=Path, nargs="+", metavar="HOME")
    parser.add_argument("--number", type=int, default=200, metavar="N", help="sentences a home")
    parser.add_argument("--wrong", action="store_true", help="print what was judged wrongly")
    options = parser.parse_args(arguments)
    console = Console(markup=False, highlight=False)
    embedder = SentenceTransformersEmbedder()
    for home in options.homes:
        library = open_library(home, embedder, create=False)
        _measure(library, home.name, options, console)
        library.close()
    return 0


def _measure(library: Library, name: str, options: argparse.Namespace, console: Console) -> None:
    totals: Counter[str] = Counter()
    faults: dict[str, Counter[str]] = defaultdict(Counter)
    passing = {}
    for trial in trials(library, options.number):
        verdict = Grounding(library.snapshot()).check(trial.sentence, [trial.passage])
        totals[trial.kind] += 1
        passing[trial.kind] = trial.passes
        faults[trial.kind][verdict.fault or "passed"] += 1
        if options.wrong and trial.passes == bool(verdict.fault):
            console.print(f"{trial.kind} | {verdict.fault} {verdict.coverage} | {trial.sentence}")
    table = Table(title=name, title_justify="left")
    for column in ("", "trials", "passed", "should pass", "why not"):
        table.add_column(column)
    for kind, total in totals.items():
        why = ", ".join(f"{f} {n}" for f, n in faults[kind].most_common() if f != "passed")
        share = faults[kind]["passed"] / total
        table.add_row(kind, str(total), f"{share:.3f}", "yes" if passing[kind] else "no", why)
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
