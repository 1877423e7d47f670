"""What a library lacks: topics are taken out of a set, its questions asked, and the gaps looked at.

    python -m tests.bench.minding.gaps FOLDER [--share 0.3] [--questions 600] [--least 1]
    python -m tests.bench.minding.gaps FOLDER --learn

FOLDER is a question set: `corpus/`, of which each document is a topic, and `questions.jsonl`. Each
question is asked by somebody else. A gap is right if most of its questions are about what was taken
out, and a topic is named if a gap that is right has a question of it. With `--learn` nothing is
asked: it prints how alike questions are whose answers stand at one place.
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np

from assistant.assistant import Assistant
from assistant.conversations.stored_questions import StoredQuestion
from assistant.evaluation.cases import Case
from assistant.gaps.gaps import Gap, gaps_of
from assistant.settings import Settings
from assistant.types import OPERATOR, Outcome, Question
from index.embedding.embedding import Embedder, Floats
from index.embedding.multilingual import BOTH_MODELS, open_embedder
from index.library import open_library
from tests.bench.sets import read_cases

_ONE_PLACE = 400
_SURENESS = (0.1, 0.2, 0.3, 1.0)
_LEVELS = np.arange(0.4, 0.85, 0.05)


def main(arguments: Sequence[str] | None = None) -> int:
    """Takes topics out, asks, and prints how many are named, and how many gaps are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=0.3)
    parser.add_argument("--questions", type=int, default=600)
    parser.add_argument("--least", type=int, default=1)
    parser.add_argument("--learn", action="store_true")
    options = parser.parse_args(arguments)
    embedder = open_embedder(BOTH_MODELS)
    cases = chosen(read_cases(options.folder / "questions.jsonl"), options.questions)
    if options.learn:
        _learn(cases, embedder)
        return 0
    files = sorted({case.gold[0].file for case in cases})
    removed = frozenset(Random(0).sample(files, round(options.share * len(files))))
    with TemporaryDirectory() as name:
        asked = _asked(options.folder / "corpus", Path(name), embedder, cases, removed)
    topics = {case.question: case.gold[0].file for case in cases}
    found = gaps_of(asked, lambda texts: _vectors(texts, embedder), 1)
    _report([gap for gap in found if gap.askers >= options.least], topics, removed)
    return 0


def chosen(cases: Sequence[Case], number: int) -> list[Case]:
    """Returns so many questions about one document each, evenly out of all."""
    fit = [
        c for c in cases if c.answerable and not c.history and len({g.file for g in c.gold}) == 1
    ]
    return fit[:: max(1, len(fit) // number)][:number]


def _asked(
    corpus: Path, base: Path, embedder: Embedder, cases: Sequence[Case], removed: frozenset[str]
) -> list[StoredQuestion]:
    shutil.copytree(corpus, base / "corpus")
    for file in removed:
        (base / "corpus" / file).unlink()
    with closing(open_library(base / "home", embedder, create=True)) as library:
        library.sync([base / "corpus"])
        assistant = Assistant(library, Settings(home=base / "home"))
        answers = [assistant.answering.invoke(Question(c.question, reader=OPERATOR)) for c in cases]
    asked = zip(cases, answers, strict=True)
    return [
        StoredQuestion(case.question, f"reader {number}", "", answer.outcome, answer.confidence)
        for number, (case, answer) in enumerate(asked)
        if answer.outcome is not Outcome.REMARK
    ]


def _vectors(texts: Sequence[str], embedder: Embedder) -> Floats:
    return np.stack([each.sentence for each in embedder.embed_questions(texts)])


def is_right(gap: Gap, topics: dict[str, str], removed: frozenset[str]) -> bool:
    """Tells whether most questions of a gap are about what was taken out."""
    about = [topics[question] in removed for question in gap.questions]
    return sum(about) > len(about) / 2


def _report(gaps: Sequence[Gap], topics: dict[str, str], removed: frozenset[str]) -> None:
    wanted = removed & set(topics.values())
    sys.stdout.write(f"removed and asked for: {len(wanted)}\n")
    for level in _SURENESS:
        told = [gap for gap in gaps if gap.confidence <= level]
        right = [gap for gap in told if is_right(gap, topics, removed)]
        named = {topics[q] for gap in right for q in gap.questions} & wanted
        sys.stdout.write(
            f"confidence up to {level}: {len(named)} topics named,"
            f" {len(right)} of {len(told)} gaps right\n"
        )


def _learn(cases: Sequence[Case], embedder: Embedder) -> None:
    vectors = _vectors([case.question for case in cases], embedder)
    one, other = np.triu_indices(len(cases), 1)
    cosines = (vectors @ vectors.T)[one, other]
    files = np.array([case.gold[0].file for case in cases])
    starts = np.array([case.gold[0].start for case in cases])
    same = files[one] == files[other]
    near = same & (abs(starts[one] - starts[other]) < _ONE_PLACE)
    for level in _LEVELS:
        alike = cosines >= level
        sys.stdout.write(
            f"{level:.2f}: of pairs so alike {near[alike].mean():.3f} are of one place,"
            f" {same[alike].mean():.3f} of one document;"
            f" {alike[near].mean():.3f} of one place are\n"
        )


if __name__ == "__main__":
    sys.exit(main())
