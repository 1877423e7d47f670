"""A run: every question of a file asked once, with what came back; kept as JSON."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.evaluation.cases import Case, Span
from assistant.evaluation.metrics import Cited, JudgedReply, MarkedReply, Rank, judged
from index.command_line import command
from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class Result:
    """What came back for one question, and how long it took, in milliseconds.

    `ranks` says where each gold span was found among the `hits`, and the marks of `reply` what its
    `citations` are worth.
    """

    case: Case
    hits: tuple[Span, ...]
    ranks: tuple[Rank, ...]
    reply: MarkedReply
    citations: tuple[Cited, ...]
    search_ms: float
    ask_ms: float

    @property
    def judged(self) -> JudgedReply:
        """The reply beside what the question needs."""
        return judged(self.case, self.reply, self.citations)


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """Everything one call of `tenkyo eval` measured, and what it was measured with.

    `at` is when it began, `threshold` the setting of that name.
    """

    version: str
    at: str
    questions: str
    model: str
    threshold: float
    results: tuple[Result, ...]


RUN = TypeAdapter(EvaluationRun)


def read_run(path: Path) -> EvaluationRun:
    """Reads a run that was kept with `--json`.

    Raises:
        UsageError: the file cannot be read, or holds no run.
    """
    try:
        run = RUN.validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"Cannot read {str(path)!r}: {error.strerror}. Check the path.") from error
    except ValidationError:
        raise _no_run(path) from None
    if any(len(result.ranks) != len(result.case.gold) for result in run.results):
        raise _no_run(path)
    return run


def _no_run(path: Path) -> UsageError:
    return UsageError(
        f"{str(path)!r} is no run of this version. Keep one with:"
        f" {command('eval QUESTIONS --json FILE')}"
    )
