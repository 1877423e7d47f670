"""Compares what a reader gets where more is hidden: `python -m tests.bench.interference FOLDER`.

Every second document of a set is for nobody. One home folder holds only the others; the other holds
all, with the shipped model. The answers and hits of the two must be the same to the byte.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from assistant.assistant import Assistant, open_assistant
from assistant.evaluation.asking import question_of
from assistant.evaluation.cases import Case
from assistant.json_forms import answer_json, hits_json
from assistant.settings import Settings
from assistant.types import Reader
from tests.bench.sets import find_sets, read_cases

_RULES = '[[rule]]\npaths = ["open/"]\nallow = ["*"]\n'
_TOP = 60
# Without groups; the operator, who asks by default, sees everything.
_VISITOR = Reader("visitor")


def spread(corpus: Path, folder: Path) -> Path:
    """Copy a corpus: every second file goes to what is open, the others to what is hidden."""
    for number, path in enumerate(sorted(p for p in corpus.rglob("*") if p.is_file())):
        place = folder / ("hidden" if number % 2 else "open") / path.relative_to(corpus)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)
    return folder


@contextmanager
def opened(home: Path, rules: Path, papers: Path) -> Iterator[Assistant]:
    """Open a home folder in which some papers are indexed."""
    with open_assistant(Settings(home=home, rules=rules)) as assistant:
        assistant.library.sync([papers])
        yield assistant


def replies(assistant: Assistant, cases: list[Case]) -> list[str]:
    """Return what is answered and found, as it is written for programs."""
    questions = [replace(question_of(case), reader=_VISITOR) for case in cases]
    return [
        answer_json(case.id, assistant.answering.invoke(question))
        + hits_json(case.id, assistant.search(question, _TOP))
        for case, question in zip(cases, questions, strict=True)
    ]


def compare(corpus: Path, cases: list[Case], scratch: Path) -> list[str]:
    """Return the ids of the questions that are replied to differently."""
    papers, rules = spread(corpus, scratch / "papers"), scratch / "rules.toml"
    rules.write_text(_RULES)
    with opened(scratch / "rich", rules, papers) as rich:
        more = replies(rich, cases)
    shutil.rmtree(papers / "hidden")
    with opened(scratch / "poor", rules, papers) as poor:
        less = replies(poor, cases)
    return [
        str(case.id) for case, one, other in zip(cases, more, less, strict=True) if one != other
    ]


def main() -> None:
    """Compare the replies to the questions of one set."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.interference", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of the question sets")
    parser.add_argument("--sets", nargs="+", default=(), metavar="NAME")
    parser.add_argument("--number", type=int, default=200, metavar="N", help="of questions")
    options = parser.parse_args()
    for each in find_sets(options.folder, options.sets):
        cases = list(read_cases(each.questions))[: options.number]
        with tempfile.TemporaryDirectory() as scratch:
            differing = compare(each.corpus, cases, Path(scratch))
        sys.stdout.write(f"{each.name}: {len(differing)} of {len(cases)} replies differ\n")
        sys.stdout.writelines(f"  {identity}\n" for identity in differing)


if __name__ == "__main__":
    main()
