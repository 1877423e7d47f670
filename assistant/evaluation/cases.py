"""What is measured with: questions, and the places in the documents that answer them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """The code points `start` to `end` (exclusive) of one file, by its path in its folder."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """A question to measure with. `gold` holds the spans that answer it, none if nothing does.

    `history` holds the earlier (question, answer) pairs of the conversation, oldest first. Figures
    are given apart for each `language` and `kind`.
    """

    id: str
    question: str
    history: tuple[tuple[str, str], ...]
    answerable: bool
    gold: tuple[Span, ...]
    language: str = ""
    kind: str = ""
