"""What becomes of a question of the chat: counted, and told in words where it fails."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from assistant.access.contents import ScopeError
from index.errors import (
    BusyError,
    HomeLockedError,
    ModelError,
    NoIndexError,
    TenkyoError,
    UsageError,
)
from prompts.catalogues import Wording
from ui.html.told import told
from ui.operations.metrics import Metrics
from ui.service.service import NotKeptError
from ui.service.turns import Asked, Status, outcome_of

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Watched:
    """A question as it was seen last."""

    turn: Asked

    @property
    def has_failed(self) -> bool:
        """Whether it failed; the turn then says why."""
        return self.turn.status is Status.FAILED


@contextmanager
def counted(watched: Watched, metrics: Metrics) -> Iterator[None]:
    """Times a question, and counts what became of it."""
    with metrics.asking():
        try:
            yield
        except NotKeptError:
            # It was answered all the same.
            metrics.ended(outcome_of(replace(watched.turn, status=Status.DONE)))
            raise
        except Exception:
            metrics.ended("failed")
            raise
        except BaseException:
            metrics.ended("stopped")
            raise
        metrics.ended(outcome_of(watched.turn))


@contextmanager
def told_of(watched: Watched, words: Wording, longest: int) -> Iterator[None]:
    """Ends in words for the reader where a question fails; `longest` is that of one."""
    try:
        yield
    except TenkyoError as error:
        watched.turn = failed(watched.turn, explained(error, words, longest))
    except Exception:
        # A person waits for an answer: whatever happened, they are told, and so is the log.
        logger.exception("A question could not be answered")
        watched.turn = failed(watched.turn, words("failed"))


def failed(turn: Asked, problem: str) -> Asked:
    """Returns a question that failed; what stands of its answer stays."""
    return replace(turn, status=Status.FAILED, problem=problem)


def explained(error: TenkyoError, words: Wording, longest: int) -> str:
    """Returns what to tell a reader, who cannot see the command line."""
    match error:
        case NotKeptError():
            return f"{words('talk-not-stored')} {told(error.reason, words)}"
        case BusyError():
            return words("refused-full")
        case NoIndexError():
            return f"{words('empty-title')}. {words('empty-text')}"
        case HomeLockedError():
            return words("busy")
        case UsageError() if not isinstance(error, ModelError | ScopeError):
            return words("bad-question", limit=longest)
    return told(error, words)
