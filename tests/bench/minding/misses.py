"""Why passages are not found: planted misses of every kind, and what `tenkyo why` says of them.

    python -m tests.bench.minding.misses FOLDER [--number 200] [--answers N]

FOLDER is a question set: `corpus/` and `questions.jsonl`. Files that are hidden, of other formats,
broken, new or changed, and parts that files hide, are planted beside the corpus. What answers are
made of is told by intervening: what is cited once nothing is too unsure was below the threshold,
and what is not even then was outranked by what is cited in its place.
"""

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document as Docx
from openpyxl import Workbook
from pptx import Presentation

from assistant.assistant import Assistant
from assistant.evaluation.cases import Case
from assistant.misses.miss import Miss, MissReason
from assistant.settings import Settings
from assistant.types import Answer, Question, Reader
from index.library import open_library
from tests.bench.sets import read_cases

READER = Reader("reader")
_RULES = '[[rule]]\npaths = ["**"]\nallow = ["*"]\n\n[[rule]]\npaths = ["secret/"]\ndeny = ["*"]\n'
_ASKED = "Where is the green lantern number {n} kept?"
_SAID = "The green lantern number {n} is kept in the tower."
_EACH = 5
_BROKEN = (".pdf", ".docx", ".xlsx")


@dataclass(frozen=True, slots=True)
class Planted:
    """A miss that was planted: what is asked for, and what is right to say of it."""

    reason: str
    question: str
    file: str
    passage: str
    rivals: tuple[tuple[str, int, int], ...] = ()


def plant(folder: Path, corpus: Path) -> Iterator[Planted]:
    """Plants files before a corpus is indexed, and yields the misses."""
    numbers = iter(range(1, 10_000))

    def told(reason: str, file: Path | str) -> Planted:
        number = next(numbers)
        place = Path(file)
        return Planted(reason, _ASKED.format(n=number), str(place), _SAID.format(n=number))

    def write(reason: str, name: str, text: str | None = None) -> Planted:
        planted = told(reason, corpus / name)
        place = Path(planted.file)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{planted.passage}\n" if text is None else text)
        return planted

    for n in range(_EACH):
        yield write("not-indexed format", f"planted/lantern{n}.xyz")
        yield write("not-indexed passed-over", f"planted/.lantern{n}.md")
        yield write("not-indexed passed-over", f"planted/~$lantern{n}.docx")
        yield write("not-indexed passed-over", f".planted/lantern{n}.txt")
        yield told("not-indexed not-there", f"planted/nowhere{n}.md")
        outside = told("not-indexed elsewhere", folder / f"outside{n}.md")
        Path(outside.file).write_text(outside.passage)
        yield outside
        yield write("failed", f"planted/broken{n}{_BROKEN[n % 3]}", "no such format")
        yield write("failed", f"planted/empty{n}.txt", "")
        yield write("hidden", f"secret/lantern{n}.txt")
        yield write("hidden", f"secret/deep/lantern{n}.md")
        yield from (
            _hidden_part(told("not-read", corpus / f"planted/{kind}{n}.{ending}"), kind)
            for kind, ending in _PARTS
        )


_PARTS = (
    *(("struck", "docx"), ("comment", "md"), ("sheet", "xlsx"), ("row", "xlsx")),
    *(("slide", "pptx"), ("style", "html")),
)


def _hidden_part(planted: Planted, kind: str) -> Planted:
    """Writes a file of which the part that is asked for is left out."""
    place, said = planted.file, planted.passage
    if kind == "struck":
        document = Docx()
        document.add_paragraph("What is in force stands here, and more is said below.")
        document.add_paragraph().add_run(said).font.strike = True
        document.save(place)
    elif kind in ("sheet", "row"):
        book = Workbook()
        book.active.append(["Name", "Place"])
        book.active.append(["Anchor", "The harbour of the old town"])
        sheet = book.create_sheet("Other") if kind == "sheet" else book.active
        sheet.append([said, "Tower"])
        sheet.sheet_state = "hidden" if kind == "sheet" else "visible"
        sheet.row_dimensions[3].hidden = kind == "row"
        book.save(place)
    elif kind == "slide":
        deck = Presentation()
        for title in ("An overview of the harbour", said):
            deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = title
        deck.slides[1]._element.set("show", "0")
        deck.save(place)
    elif kind == "comment":
        Path(place).write_text(f"# Harbour\n\nThe harbour is deep.\n\n<!-- {said} -->\n")
    else:
        hidden = f'<p style="display:none">{said}</p>'
        Path(place).write_text(f"<html><body><p>The harbour is deep.</p>{hidden}</body></html>")
    return planted


def plant_later(corpus: Path) -> Iterator[Planted]:
    """Plants what comes after the index was built: new files, and words new in old ones."""
    for n in range(_EACH):
        said = _SAID.format(n=9_000 + n)
        new, changed = corpus / f"planted/new{n}.md", corpus / f"planted/old{n}.md"
        for place, reason in ((new, "not-indexed new"), (changed, "not-indexed changed")):
            before = place.read_text() if place.exists() else ""
            place.write_text(f"{before}\n{said}\n")
            yield Planted(reason, _ASKED.format(n=9_000 + n), str(place), said)


def of_answers(assistant: Assistant, freely: Assistant, cases: Sequence[Case]) -> Iterator[Planted]:
    """Yields what became of the gold of questions, by an assistant and by one that is never unsure.

    What neither tells is left out: several spans, objections, answers of another kind.
    """
    for case in cases:
        if not case.answerable or len(case.gold) != 1 or case.history:
            continue
        gold = case.gold[0]
        place = (gold.file, gold.start, gold.end)
        asked = Question(case.question, reader=READER)
        real, free = (each.answering.invoke(asked) for each in (assistant, freely))
        reason, rivals = "", tuple(cited(free))
        if real.answered and meets(real, place):
            reason = "cited"
        elif not real.answered and meets(free, place) and free.answered:
            reason = "below" if meets(free.shown(1), place) else ""
        elif free.answered and not meets(free, place):
            reason, rivals = "outranked", tuple(cited(real)) or rivals
        if reason:
            yield Planted(reason, case.question, gold.file, f"{gold.start}-{gold.end}", rivals)


def cited(answer: Answer) -> Iterator[tuple[str, int, int]]:
    """Yields the places that an answer cites."""
    for citation in answer.citations:
        yield citation.passage.document.path, citation.start, citation.end


def meets(answer: Answer, place: tuple[str, int, int]) -> bool:
    """Tells whether an answer cites some of a place."""
    file, start, end = place
    return any(f == file and a < end and start < b for f, a, b in cited(answer))


def is_right(planted: Planted, miss: Miss) -> bool:
    """Tells whether the right thing is said; of what was outranked, by what came first, too."""
    reason, _, cause = planted.reason.partition(" ")
    if miss.reason != reason or (cause and miss.cause != cause):
        return False
    if reason == MissReason.BELOW:
        return miss.short > 0
    if reason != MissReason.OUTRANKED:
        return True
    named = {(r.passage.document.path, r.start, r.end) for r in miss.rivals}
    return not named.isdisjoint(planted.rivals)


def sample(planted: Sequence[Planted], number: int) -> list[Planted]:
    """Returns so many of what was planted, of each reason in turn."""
    by_reason: dict[str, list[Planted]] = {}
    for each in planted:
        by_reason.setdefault(each.reason, []).append(each)
    chosen: list[Planted] = []
    while len(chosen) < number and any(by_reason.values()):
        for each in by_reason.values():
            if each and len(chosen) < number:
                chosen.append(each.pop(0))
    return chosen


def main(arguments: Sequence[str] | None = None) -> int:
    """Plants the misses, asks why, and prints how often the right thing was said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--answers", type=int, default=150, help="how many questions are asked")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as name:
        base = Path(name)
        corpus = base / "corpus"
        shutil.copytree(options.folder / "corpus", corpus)
        planted = list(plant(base, corpus))
        for n in range(_EACH):
            (corpus / f"planted/old{n}.md").write_text("# Harbour\n\nThe harbour is deep.\n")
        (base / "rules.toml").write_text(_RULES)
        settings = Settings(home=base / "home", rules=base / "rules.toml")
        with closing(open_library(base / "home", create=True)) as library:
            library.sync([corpus])
            planted += plant_later(corpus)
            assistant = Assistant(library, settings)
            freely = settings.model_copy(update={"threshold": 0.0, "perhaps": 0.0})
            cases = read_cases(options.folder / "questions.jsonl")
            cases = cases[:: max(1, len(cases) // options.answers)]
            planted += of_answers(assistant, Assistant(library, freely), cases)
            chosen = sample(planted, options.number)
            results = [(each, _asked(assistant, each)) for each in chosen]
    _report(results)
    return 0


def _asked(assistant: Assistant, planted: Planted) -> Miss:
    asked = Question(planted.question, reader=READER)
    return assistant.misses.why(asked, planted.file, planted.passage, tell_all=True)


def _report(results: Sequence[tuple[Planted, Miss]]) -> None:
    right, all_ = Counter[str](), Counter[str]()
    for planted, miss in results:
        all_[planted.reason] += 1
        right[planted.reason] += is_right(planted, miss)
        if not is_right(planted, miss):
            sys.stdout.write(f"wrong: {planted} was told {miss.reason} {miss.cause}\n")
    for reason, number in all_.items():
        sys.stdout.write(f"| {reason} | {right[reason]} of {number} |\n")
    sys.stdout.write(f"right: {right.total()} of {all_.total()}\n")


if __name__ == "__main__":
    sys.exit(main())
