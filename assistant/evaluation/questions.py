"""Files of questions to measure with: JSON lines, checked against the documents indexed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from assistant.evaluation.cases import WHOLE_KINDS, Case, Span, as_several
from assistant.evaluation.texts import Texts
from assistant.json_forms import EarlierExchange
from index.errors import UsageError
from index.text.language import language

_SHOWN = 60


class GoldRow(BaseModel):
    """A place that answers or seems to: its offsets, or its words, or both, which must agree."""

    model_config = ConfigDict(strict=True, frozen=True)

    file: str
    start: int | None = None
    end: int | None = None
    text: str | None = None


class QuestionRow(BaseModel):
    """One line of a question file. `answerable` is null until a person has filled it in."""

    model_config = ConfigDict(strict=True, frozen=True)

    id: str | int
    question: str
    answerable: bool | None
    history: tuple[EarlierExchange, ...] = ()
    gold: tuple[GoldRow, ...] = ()
    language: str = ""
    kind: str = ""
    note: str = ""
    needs: tuple[tuple[int, ...], ...] = ()
    near: Annotated[tuple[GoldRow, ...], BeforeValidator(as_several)] = ()


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """What a question file holds: its cases, the numbers of lines not filled in, what is wrong."""

    cases: tuple[Case, ...]
    incomplete: tuple[int, ...]
    problems: tuple[str, ...]


def read_question_file(path: Path, texts: Texts, longest: int) -> QuestionFile:
    """Reads the questions of a file, of at most `longest` characters each, in its order.

    Raises:
        UsageError: the file cannot be read.
    """
    cases: dict[str, Case] = {}
    lines: dict[str, int] = {}
    incomplete, problems = [], []
    for number, line in _lines(path):
        try:
            row = read_row(line)
            if str(row.id) in lines:
                taken = lines[str(row.id)]
                raise UsageError(f"the id {row.id!r} stands on line {taken} too. Rename one.")
            lines[str(row.id)] = number
            if _is_complete(row):
                cases[str(row.id)] = _case(row, texts, longest)
            else:
                incomplete.append(number)
        except UsageError as error:
            problems.append(f"line {number} of {str(path)!r}: {error}")
    return QuestionFile(tuple(cases.values()), tuple(incomplete), tuple(problems))


def read_row(line: str) -> QuestionRow:
    """Reads one line of a question file.

    Raises:
        UsageError: it is no JSON, or a field is missing or of another kind.
    """
    try:
        return QuestionRow.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        if not field:
            raise UsageError(f"{first['msg']}. Write one JSON object a line.") from None
        if first["type"] == "missing":
            raise UsageError(f"{field!r} is missing. Add it.") from None
        raise UsageError(f"{field!r}: {first['msg']}. Correct it.") from None


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yields every line that is not blank with its number; one that is no UTF-8 is no JSON then."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line.decode("utf-8-sig", "backslashreplace")
    except OSError as error:
        raise UsageError(f"Cannot read {str(path)!r}: {error.strerror}. Check the path.") from error


def _is_complete(row: QuestionRow) -> bool:
    return row.answerable is not None and (not row.answerable or bool(row.gold))


def _case(row: QuestionRow, texts: Texts, longest: int) -> Case:
    if not row.question.strip():
        raise UsageError("'question' is empty. Write one.")
    if len(row.question) > longest:
        raise UsageError(f"'question' is longer than {longest:,} characters. Shorten it.")
    if row.gold and not row.answerable:
        raise UsageError("'answerable' is false, but there is gold. Correct one of them.")
    _check_needs(row)
    _check_kind(row.kind)
    return Case(
        id=str(row.id),
        question=row.question,
        history=row.history,
        answerable=bool(row.answerable),
        gold=tuple(_span(gold, texts, f"gold {n}") for n, gold in enumerate(row.gold, start=1)),
        language=row.language or language(row.question),
        kind=row.kind or ("follow-up" if row.history else "first question"),
        needs=row.needs,
        near=tuple(_span(near, texts, f"near {n}") for n, near in enumerate(row.near, start=1)),
    )


def _check_needs(row: QuestionRow) -> None:
    for number, group in enumerate(row.needs, start=1):
        if not group:
            raise UsageError(f"group {number} of 'needs' is empty. Name a place in it, or drop it.")
        for place in group:
            if not 0 <= place < len(row.gold):
                count = f"0 to {len(row.gold) - 1}" if row.gold else "none"
                raise UsageError(
                    f"group {number} of 'needs' names gold {place}, which is not there. Counted"
                    f" from 0, there is {count}. Correct it."
                )


def _check_kind(kind: str) -> None:
    """Refuses a kind that is judged by rules of its own and would miss them by its spelling."""
    plain = kind.strip().casefold()
    if plain in WHOLE_KINDS and plain != kind:
        raise UsageError(f"'kind' is {kind!r}. Write {plain!r}, which is judged as a whole.")


def _span(gold: GoldRow, texts: Texts, name: str) -> Span:
    try:
        text = texts.text(gold.file)
    except UsageError as error:
        raise UsageError(f"{name}: {error}") from None
    if gold.start is None and gold.end is None and gold.text:
        return _found(gold.file, gold.text, text, name)
    if gold.start is None or gold.end is None:
        raise UsageError(f"{name} needs 'start' and 'end', or 'text' alone. Add them.")
    place = f"{gold.start}-{gold.end}"
    if not 0 <= gold.start < gold.end <= len(text):
        raise UsageError(
            f"{name}: {place} is no stretch of {gold.file!r}, which has {len(text):,} characters."
            " Correct 'start' and 'end'."
        )
    if gold.text is not None and text[gold.start : gold.end] != gold.text:
        there = shortened(text[gold.start : gold.end])
        raise UsageError(
            f"{name}: {place} of {gold.file!r} is {there!r}, not {shortened(gold.text)!r}."
            f" {_where(gold.text, text)}"
        )
    return Span(gold.file, gold.start, gold.end)


def _found(file: str, quote: str, text: str, name: str) -> Span:
    """Returns the only place where words stand in a text."""
    start = text.find(quote)
    if start < 0:
        raise UsageError(f"{name}: {shortened(quote)!r} is not in {file!r}. Copy it from there.")
    if text.find(quote, start + 1) >= 0:
        raise UsageError(
            f"{name}: {shortened(quote)!r} stands in {file!r} more than once. Copy more of it, or"
            " add 'start' and 'end'."
        )
    return Span(file, start, start + len(quote))


def _where(quote: str, text: str) -> str:
    start = text.find(quote) if quote else -1
    if start < 0:
        return "That is no longer in it: choose the place again."
    return f"That stands at {start}-{start + len(quote)} now: write that."


def shortened(text: str, longest: int = _SHOWN) -> str:
    """Returns the beginning of a text that may be long."""
    return text if len(text) <= longest else text[:longest].rstrip() + "…"
