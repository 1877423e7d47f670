"""Kept questions after an indexing run: how many a second are asked again, and how many changed.

    python -m tests.bench.minding.kept FOLDER [--questions 400] [--passages 100] [--profile]

FOLDER is a question set: `corpus/` and `questions.jsonl`. Documents of so many passages are left
out at first; the questions are kept, asked once, and again after those documents came.
"""

import argparse
import cProfile
import pstats
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from assistant.assistant import Assistant
from assistant.evaluation.cases import Case
from assistant.kept.asking_again import Round
from assistant.settings import Settings
from assistant.types import Answer, Question, Reader, Turn
from index.embedding.multilingual import BOTH_MODELS, open_embedder
from index.library import Library, open_library
from tests.bench.sets import read_cases

_KEPT_BY_ONE = 500


def main(arguments: Sequence[str] | None = None) -> int:
    """Keeps questions, brings documents, and prints what asking again took and found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument("--passages", type=int, default=100)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args(arguments)
    cases = [case for case in read_cases(options.folder / "questions.jsonl") if not case.history]
    chosen = Random(0).sample(cases, min(options.questions, len(cases)))
    with (
        TemporaryDirectory() as name,
        closing(
            open_library(Path(name) / "home", open_embedder(BOTH_MODELS), create=True)
        ) as library,
    ):
        papers = shutil.copytree(options.folder / "corpus", Path(name) / "papers")
        library.sync([papers])
        held = _hold_back(library, papers, Path(name) / "held", options.passages)
        assistant = Assistant(library, Settings(home=Path(name) / "home"))
        assistant.answering.invoke(Question(chosen[0].question))  # loads the models
        _keep(assistant, chosen)
        _ask(assistant, "asked first")
        shutil.copytree(Path(name) / "held", papers, dirs_exist_ok=True)
        library.sync([papers])
        _say(f"{held} passages came, {library.status().passages} in all")
        watching = cProfile.Profile() if options.profile else nullcontext()
        with watching:
            _ask(assistant, "asked again")
        if isinstance(watching, cProfile.Profile):
            pstats.Stats(watching).sort_stats("cumulative").print_stats(70)
    return 0


def _hold_back(library: Library, papers: Path, place: Path, passages: int) -> int:
    """Moves documents of so many passages away and indexes the rest; returns how many they have."""
    documents, held = sorted(library.documents(), key=lambda d: d.path), 0
    for document in Random(1).sample(documents, len(documents)):
        if held >= passages:
            break
        held += len(library.passages_of(document))
        (place / document.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(papers / document.path, place / document.path)
    library.sync([papers])
    return held


def _keep(assistant: Assistant, cases: Sequence[Case]) -> None:
    """Keeps questions whose answers nobody knows yet: they are asked first."""
    for number, case in enumerate(cases):
        reader, talk = Reader(f"reader{number // _KEPT_BY_ONE}"), f"c{number}"
        unknown = Answer(case.question, case.question)
        assistant.conversations.add(reader, talk, Turn("t", case.question, unknown, stopped=True))
        assistant.kept.keep(reader, talk, "t")


def _ask(assistant: Assistant, what: str) -> Round:
    begun, cpu = time.perf_counter(), time.process_time()
    done = assistant.asking_again.ask()
    seconds, work = time.perf_counter() - begun, time.process_time() - cpu
    _say(
        f"{what}: {done.asked} in {seconds:.1f} s ({work:.1f} s of CPU),"
        f" {done.asked / seconds:.1f} a second, {done.changed} changed, {done.failed} failed"
    )
    return done


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
