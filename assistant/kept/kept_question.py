"""A question that is kept, and when other words answer it than its keeper knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.types import Citation

CitedWords = frozenset[tuple[str, str]]
"""What an answer cites: the id of the document and the words, however they are set in lines."""


@dataclass(frozen=True, slots=True)
class OtherWords:
    """What is cited no more, what is cited now instead, and how many quotes stay.

    `gone` and `come` are None where the reader may not see them. With `perhaps`, what is cited now
    is only the closest there is.
    """

    found: datetime
    gone: tuple[Citation, ...] | None
    come: tuple[Citation, ...] | None
    stay: int
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question that is asked again whenever the documents change.

    `same` is when the words that its keeper knows were last found to be those that are cited;
    `change` is what has come since, None as long as nothing has.
    """

    conversation: str
    turn: str
    question: str
    kept: datetime
    same: datetime
    change: OtherWords | None = None


def cited_words(dumped: Mapping[str, Any]) -> CitedWords:
    """Returns what a dumped answer cites; the order in which it does, and how often, is no part."""
    cited = dumped.get("citations", ())
    return frozenset((_document(each), _words(each["quote"])) for each in cited)


def words_of(citation: Citation) -> tuple[str, str]:
    """Returns the words of a citation, as `cited_words` does."""
    return citation.passage.document.id, _words(citation.quote)


def _document(cited: Mapping[str, Any]) -> str:
    return str(cited["passage"]["document"]["id"])


def _words(quote: str) -> str:
    return " ".join(quote.split())
