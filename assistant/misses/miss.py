"""What became of a passage for a question: cited, or why it was not."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.types import Answer
from index.sync.standing import Cause
from index.types import Document, Passage


class MissReason(StrEnum):
    """Why a passage is not in an answer, the first that holds.

    `UNKNOWN` is all that a reader is told of a file that is not among what that reader sees; only
    operators learn more: `NOT_INDEXED`, `FAILED` or `HIDDEN`. `NOT_READ`: that part of the file was
    left out. `NOT_IN_TEXT`: the words are not in the file as it was read. `NOT_SEARCHED`: the
    question was answered without looking for anything. `OUTRANKED`: others came first. `BELOW`: it
    came first, and was not sure enough. `REFUSED`: it was sure enough, and lacks what is asked for.
    """

    CITED = "cited"
    UNKNOWN = "unknown"
    NOT_INDEXED = "not-indexed"
    FAILED = "failed"
    HIDDEN = "hidden"
    NOT_READ = "not-read"
    NOT_IN_TEXT = "not-in-text"
    NOT_SEARCHED = "not-searched"
    OUTRANKED = "outranked"
    BELOW = "below"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PassageScores:
    """What a passage scored: its place in the search, from 1, and how near it came.

    `meaning` and `words` are the search's, `read` that of its best block once read with the
    question; each mostly 0 to 1. None where it did not come so far.
    """

    rank: int | None = None
    meaning: float | None = None
    words: float | None = None
    read: float | None = None


@dataclass(frozen=True, slots=True)
class Rival:
    """A passage that came before the one that was missed, and the words of it that did.

    `shared` are words of the question that it has and the missed one has not.
    """

    passage: Passage
    start: int
    end: int
    parts: PassageScores
    shared: tuple[str, ...] = ()

    @property
    def quote(self) -> str:
        """The words that came first, verbatim."""
        return self.passage.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Miss:
    """What became of a passage for a question.

    `file` is how the document was named. `document` and its stretch `start` to `end` are there once
    it was found among what the reader sees. `cause` says why a file is not indexed, `notes` what
    the readers of files, or the answer, said. `numbers` are the citations of it. `searched` counts
    the passages that came near; `sure` and `needed` are from 0 to 1, None where nothing was judged.
    """

    reason: MissReason
    question: str
    file: str
    document: Document | None = None
    start: int = 0
    end: int = 0
    cause: Cause | None = None
    notes: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    searched: int = 0
    sure: float | None = None
    needed: float | None = None
    parts: PassageScores = PassageScores()
    rivals: tuple[Rival, ...] = ()
    answer: Answer | None = None

    @property
    def short(self) -> float:
        """By how much it is not sure enough, 0 if it is."""
        if self.sure is None or self.needed is None:
            return 0.0
        return round(max(self.needed - self.sure, 0.0), 4)
