"""What answers are chosen from, for whoever wants to know why one became what it is.

Nothing is kept of a question that nobody watches.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from assistant.evidence.evidence import Evidence
from index.search.retrieval import Found


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a search found for a question, its evidence, best first, and how sure that is.

    One question may be judged several times: as typed and as meant, in its own language and in
    others.
    """

    question: str
    found: Found
    evidence: tuple[Evidence, ...]
    sure: float


_watched: ContextVar[list[Judgement] | None] = ContextVar("watched", default=None)


@contextmanager
def watched() -> Iterator[list[Judgement]]:
    """Collects what is judged in this thread as long as this is open."""
    made: list[Judgement] = []
    token = _watched.set(made)
    try:
        yield made
    finally:
        _watched.reset(token)


def note(judgement: Judgement) -> None:
    """Tells who watches of a judgement."""
    if (made := _watched.get()) is not None:
        made.append(judgement)
