"""Where a document has a passage that somebody names by its words or its offsets."""

import re
from collections.abc import Iterator

from index.errors import UsageError
from index.text.folding import fold
from index.text.sentences import Span
from index.types import Document

_OFFSETS = re.compile(r"(\d{1,12})-(\d{1,12})", re.ASCII)


class OutsideError(UsageError):
    """Raised when offsets lie outside of a text."""


def stretches_of(document: Document, passage: str) -> list[Span]:
    """Returns the stretches that a passage means, none if the document has not its words.

    Its words count, not what stands between them: who copies from a page has no marks of a heading
    or a list, and other line breaks. Without a passage the whole document is meant.

    Raises:
        OutsideError: it is offsets outside the text.
    """
    if not passage.strip():
        return [(0, len(document.text))]
    if offsets := _OFFSETS.fullmatch(passage.strip()):
        start, end = map(int, offsets.groups())
        if start < end <= len(document.text):
            return [(start, end)]
        if not _exact(document.text, passage.strip()):
            raise OutsideError(
                f"{passage.strip()!r} is outside of {document.path!r}, which has"
                f" {len(document.text):,} characters. Give offsets START-END within."
            )
    return _exact(document.text, passage.strip()) or _by_words(document.text, passage)


def bare_letters(text: str) -> str:
    """Returns the letters and digits of a text, folded, and nothing between them."""
    return "".join(letter for letter, _ in _letters(text))


def _exact(text: str, passage: str) -> list[Span]:
    return [(m.start(), m.end()) for m in re.finditer(re.escape(passage), text)]


def _by_words(text: str, passage: str) -> list[Span]:
    wanted = bare_letters(passage)
    if not wanted:
        return []
    letters = list(_letters(text))
    folded = "".join(letter for letter, _ in letters)
    found = []
    for match in re.finditer(re.escape(wanted), folded):
        first, last = letters[match.start()][1], letters[match.end() - 1][1]
        found.append((first, last + 1))
    return found


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """Yields the letters and digits of a text as they are compared, each with its offset."""
    for offset, character in enumerate(text):
        for letter in fold(character):
            if letter.isalnum():
                yield letter, offset
