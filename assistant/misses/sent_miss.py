"""What became of a passage for a question, as JSON."""

from dataclasses import asdict, dataclass

from pydantic import TypeAdapter

from assistant.json_forms import heading_of, page_of
from assistant.misses.miss import Miss, MissReason, Rival
from index.sync.standing import Cause


@dataclass(frozen=True, slots=True)
class SentScores:
    """What a passage scored; see `PassageScores`."""

    rank: int | None
    meaning: float | None
    words: float | None
    read: float | None


@dataclass(frozen=True, slots=True)
class SentRival:
    """A passage that came first: `quote` is the text of `file` from `start` to `end`.

    `shared` are words of the question that it has and the missed passage has not.
    """

    file: str
    start: int
    end: int
    quote: str
    title: str
    heading: str
    page: int | None
    parts: SentScores
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentMiss:
    """Why a passage of `file` is not in the answer to a question.

    `start` and `end` are code points of the text, 0 where it is not known. `short` is by how much
    `sure` is under `needed`.
    """

    reason: MissReason
    question: str
    file: str
    start: int
    end: int
    cause: Cause | None
    notes: tuple[str, ...]
    citations: tuple[int, ...]
    searched: int
    sure: float | None
    needed: float | None
    short: float
    parts: SentScores
    rivals: tuple[SentRival, ...]


_MISS = TypeAdapter(SentMiss)


def miss_json(miss: Miss) -> str:
    """Returns what became of a passage as JSON."""
    return _MISS.dump_json(sent_miss(miss), indent=2).decode()


def sent_miss(miss: Miss) -> SentMiss:
    """Returns what became of a passage in the form in which it is sent."""
    return SentMiss(
        reason=miss.reason,
        question=miss.question,
        file=miss.document.path if miss.document else miss.file,
        start=miss.start,
        end=miss.end,
        cause=miss.cause,
        notes=miss.notes,
        citations=miss.numbers,
        searched=miss.searched,
        sure=miss.sure,
        needed=miss.needed,
        short=miss.short,
        parts=SentScores(**asdict(miss.parts)),
        rivals=tuple(map(_rival, miss.rivals)),
    )


def _rival(rival: Rival) -> SentRival:
    document = rival.passage.document
    return SentRival(
        file=document.path,
        start=rival.start,
        end=rival.end,
        quote=rival.quote,
        title=document.title,
        heading=heading_of(rival.passage, rival.start),
        page=page_of(document, rival.start),
        parts=SentScores(**asdict(rival.parts)),
        shared=rival.shared,
    )
