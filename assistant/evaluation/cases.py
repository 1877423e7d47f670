"""What is measured with: questions, and the places in the documents that answer them."""

from dataclasses import dataclass

from assistant.wire import Earlier


@dataclass(frozen=True, slots=True)
class Span:
    """The code points `start` to `end` (exclusive) of one file, by its path in its folder."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """A question to measure with. `gold` holds the spans that answer it, none if nothing does.

    `history` is what was said before in the conversation, oldest first. Figures are given apart for
    each `language` and `kind`.
    """

    id: str
    question: str
    history: tuple[Earlier, ...]
    answerable: bool
    gold: tuple[Span, ...]
    language: str = ""
    kind: str = ""
