"""The command `tenkyo feedback`: what readers thought, listed or as rows of a question file."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter
from rich.console import Group, RenderableType
from rich.text import Text

from assistant.assistant import Assistant
from assistant.audit.whole_file import check_writable, write_whole
from assistant.conversations.ratings import StoredRating
from assistant.evaluation.questions import GoldRow, QuestionRow, read_row, shortened
from assistant.terminal.terminal import console
from index.errors import UsageError
from index.text.control_characters import printable

_RATING = TypeAdapter(StoredRating)
_SHOWN = 70


def feedback(
    assistant: Assistant, options: argparse.Namespace, write: Callable[[str], object]
) -> int:
    """Lists the ratings, or adds them to a question file; returns the exit status.

    Raises:
        UsageError: the question file cannot be read or written.
    """
    ratings = assistant.ratings()
    if options.questions:
        added, open_rows = add_questions(options.questions, ratings)
        said = f"{added:,} added to {str(options.questions)!r}"
        console().print(f"{said}, of which {open_rows:,} are to be filled in.", soft_wrap=True)
    elif options.json:
        for rating in ratings:
            write(_line(_RATING.dump_json(rating)))
    else:
        console().print(_ratings_view(ratings))
    return 0


def add_questions(path: Path, ratings: Sequence[StoredRating]) -> tuple[int, int]:
    """Adds a row for each rating that has none yet in a question file, which may not be there.

    Returns how many rows were added, and how many of them a person has to fill in.

    Raises:
        UsageError: the file cannot be read or written.
    """
    rows = list(map(question_row, ratings))
    added = add_rows(path, rows)
    return len(added), sum(row.answerable is None for row in added)


def add_rows(path: Path, rows: Sequence[QuestionRow]) -> list[QuestionRow]:
    """Adds the rows to a question file that it has not yet; the file may not be there.

    Returns what was added.

    Raises:
        UsageError: the file cannot be read or written.
    """
    check_writable(path)
    present = _content(path)
    known = set(_ids(present))
    added = {row.id: row for row in rows if str(row.id) not in known}
    if added:
        lines = "".join(_line(row.model_dump_json().encode()) for row in added.values())
        gap = b"\n" if present and not present.endswith(b"\n") else b""
        write_whole(path, present + gap + lines.encode())
    return list(added.values())


def question_row(rating: StoredRating) -> QuestionRow:
    """Returns the row of a rating: what a thumb up approves of is suggested as gold.

    A thumb down leaves open what would have been right. Ratings that say the same of the same
    answer have the same id.
    """
    said = f"{rating.standalone_question}\n{rating.answer}\n{rating.helpful}"
    gold = _gold(rating) if rating.helpful else ()
    return QuestionRow(
        id=f"rating-{sha256(said.encode(errors='replace')).hexdigest()[:12]}",
        question=rating.standalone_question,
        answerable=bool(gold) if rating.helpful else None,
        gold=gold,
        kind="rated",
        note=_note(rating),
    )


def _gold(rating: StoredRating) -> tuple[GoldRow, ...]:
    return tuple(
        GoldRow(file=p.file, start=p.start, end=p.end, text=p.quote or None) for p in rating.places
    )


def _note(rating: StoredRating) -> str:
    verdict = "thumb up" if rating.helpful else "thumb down: fill in 'answerable' and 'gold'"
    asked = f"asked as: {rating.question}" if rating.question != rating.standalone_question else ""
    parts = [verdict, rating.at, rating.reason, rating.comment, asked]
    parts += [] if rating.helpful else [f"answered: {rating.answer}"]
    return " | ".join(part for part in parts if part)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise UsageError(f"Cannot read {str(path)!r}: {error.strerror}. Check the path.") from error


def _ids(content: bytes) -> Iterator[str]:
    """Yields the ids of the rows there are; a row that is wrong is for `tenkyo eval` to name."""
    for line in content.splitlines():
        try:
            yield str(read_row(line.decode("utf-8-sig", "backslashreplace")).id)
        except UsageError:
            continue


def _ratings_view(ratings: Sequence[StoredRating]) -> RenderableType:
    if not ratings:
        return Text("Nobody has rated an answer yet. The thumbs stand below each one in the chat.")
    return Group(*(_rating_view(rating) for rating in ratings))


def _rating_view(rating: StoredRating) -> Text:
    text = Text()
    text.append(
        "up    " if rating.helpful else "down  ", style="green" if rating.helpful else "red"
    )
    text.append(f"{rating.at[:10]}  {printable(shortened(rating.standalone_question, _SHOWN))}")
    for remark in (rating.reason, shortened(rating.comment, 4 * _SHOWN)):
        if remark:
            text.append(f"\n      {printable(remark)}", style="dim")
    return text


def _line(dumped: bytes) -> str:
    return dumped.decode() + "\n"
