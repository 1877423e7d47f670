"""Kept questions as JSON."""

from dataclasses import dataclass
from datetime import datetime

from assistant.json_forms import SentCitation, sent_citation
from assistant.kept.kept_question import KeptQuestion, OtherWords
from assistant.types import Citation


@dataclass(frozen=True, slots=True)
class SentChange:
    """What changed: `gone` is cited no more, `come` is cited now, and `stay` quotes are the same.

    Both are null where the reader may not see them, or not any more. With `perhaps`, what is cited
    now is the closest there is, which may not answer.
    """

    found: datetime
    gone: tuple[SentCitation, ...] | None
    come: tuple[SentCitation, ...] | None
    stay: int
    perhaps: bool


@dataclass(frozen=True, slots=True)
class SentKept:
    """A question that is asked again whenever the documents change.

    `same` is when the words that its keeper knows were last found to be those that are cited;
    `change` is null as long as they are.
    """

    conversation: str
    turn: str
    question: str
    kept: datetime
    same: datetime
    change: SentChange | None


def sent_kept(kept: KeptQuestion) -> SentKept:
    """Returns a kept question in the form in which it is sent."""
    change = _change(kept.change) if kept.change else None
    return SentKept(kept.conversation, kept.turn, kept.question, kept.kept, kept.same, change)


def _change(change: OtherWords) -> SentChange:
    return SentChange(
        change.found, _cited(change.gone), _cited(change.come), change.stay, change.perhaps
    )


def _cited(citations: tuple[Citation, ...] | None) -> tuple[SentCitation, ...] | None:
    return None if citations is None else tuple(map(sent_citation, citations))
