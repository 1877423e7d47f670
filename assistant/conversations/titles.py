"""Titles of conversations: a question's, or what a person gave it."""

from index.errors import UsageError
from index.text.control_characters import storable
from index.text.folding import processed_length

UNTITLED = "…"
"""The title of a conversation in which nothing was asked yet."""

LONGEST_TITLE = 120
_SHORTENED = 70


def title_of(question: str) -> str:
    """Returns a question as a title: one line, shortened between two words if it can be."""
    line = " ".join(storable(question).split())
    if len(line) <= _SHORTENED:
        return line or UNTITLED
    space = line.rfind(" ", _SHORTENED // 2, _SHORTENED)
    return f"{line[: space if space > 0 else _SHORTENED - 1]} …"


def checked_title(title: str) -> str:
    """Returns a title that a person gave, in one line.

    Raises:
        UsageError: it is empty, or longer than `LONGEST_TITLE` characters.
    """
    line = " ".join(storable(title).split())
    if not line:
        raise UsageError("The title is empty. Give it a word at least.")
    length = processed_length(line, LONGEST_TITLE)
    if length > LONGEST_TITLE:
        raise UsageError(
            f"The title has {length:,} characters, and the limit is {LONGEST_TITLE}. Shorten it."
        )
    return line
