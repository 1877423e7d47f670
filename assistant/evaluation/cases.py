"""What is measured with: questions, and the places in the documents that answer them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator

from assistant.json_forms import EarlierExchange


@dataclass(frozen=True, slots=True)
class Span:
    """The code points `start` to `end` (exclusive) of one file, by its path in its folder."""

    file: str
    start: int
    end: int


def as_several(value: object) -> object:
    """Returns a JSON list as a tuple, one object as a tuple of one, anything else as it is."""
    if isinstance(value, dict):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


WHOLE_KINDS = frozenset({"list", "compare"})
"""The kinds of question that are answered rightly only with (nearly) all that they need."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question to measure with. `gold` holds the spans that answer it, none if nothing does.

    `history` is what was said before in the conversation, oldest first. Figures are given apart for
    each `language` and `kind`. `needs` groups the spans of `gold` by their places in it: of each
    group one is needed, and without groups any span will do. `near` holds spans that seem to answer
    and do not.
    """

    id: str
    question: str
    history: tuple[EarlierExchange, ...]
    answerable: bool
    gold: tuple[Span, ...]
    language: str = ""
    kind: str = ""
    needs: tuple[tuple[int, ...], ...] = ()
    near: Annotated[tuple[Span, ...], BeforeValidator(as_several)] = ()

    def share_met(self, met: Sequence[bool]) -> float:
        """Returns which share of what is needed is there, if `met` says it of each gold span."""
        groups = self.needs or (range(len(self.gold)),)
        return sum(any(met[place] for place in group) for group in groups) / len(groups)
