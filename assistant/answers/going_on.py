"""Going on with an answer: what comes after it in the documents, and nothing that was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.evidence.blocks import blocks_of
from assistant.evidence.evidence import Evidence
from assistant.evidence.extractive import is_said
from assistant.questions.going_on import goes_on
from assistant.questions.renderings import wanted_rendering
from assistant.types import Exchange
from index.read_protocol import ReadableSnapshot
from index.text.width import columns
from index.types import Hit, Passage

_BLOCKS = 3
_WIDEST = 900
# What scores less than this share of the best block is about something else.
_STILL_ABOUT_IT = 0.7


@dataclass(frozen=True, slots=True)
class Before:
    """A question that was answered, and what was said before it, oldest first."""

    question: str
    history: tuple[Exchange, ...]


def gone_on_from(history: Sequence[Exchange]) -> Before | None:
    """Returns the last question that was about something, None if none was answered.

    One that only asks to go on, or to have the last answer in another form, is about nothing. What
    form was asked for is left out.
    """
    for place in range(len(history) - 1, -1, -1):
        turn = history[place]
        wanted = wanted_rendering(turn.question)
        about = wanted.about if wanted else turn.question
        if about and not goes_on(turn.question):
            return Before(about, tuple(history[:place])) if turn.answered else None
    return None


def next_blocks(
    evidence: Sequence[Evidence], history: Sequence[Exchange], snapshot: ReadableSnapshot
) -> list[Evidence]:
    """Returns the blocks that go on with what was said: first those that follow in the section.

    `evidence` is that of the question that was answered, best first. Empty if all was said.
    """
    said, found, width = said_before(history), list[Evidence](), 0
    best = evidence[0]
    others = (e for e in evidence if e.score >= _STILL_ABOUT_IT * best.score)
    for candidate in (*_following(best, snapshot), *others):
        text = candidate.text
        twice = any(_overlap(candidate, each) for each in found)
        if twice or is_said(text, said) or not any(c.isalnum() for c in text):
            continue
        if found and (len(found) == _BLOCKS or width + columns(text) > _WIDEST):
            break
        found.append(candidate)
        width += columns(text)
    return found


def _following(best: Evidence, snapshot: ReadableSnapshot) -> Iterator[Evidence]:
    """Yields the blocks after the best one under the same heading, in the order of the document."""
    passage = best.hit.passage
    section = (p for p in snapshot.passages_of(passage.document) if p.heading == passage.heading)
    for each, (start, end) in ((p, span) for p in section for span in blocks_of(p)):
        if start >= best.end:
            yield _block(each, start, end)


def _block(passage: Passage, start: int, end: int) -> Evidence:
    return Evidence(Hit(passage, 0.0, 1), start, end, own=0.0, score=0.0, right_kind=True)


def said_before(history: Sequence[Exchange]) -> str:
    """Returns all that the answers of a conversation have said, with single blanks."""
    return " ".join(" ".join(turn.answer.split()) for turn in history if turn.answered)


def _overlap(one: Evidence, other: Evidence) -> bool:
    same = one.hit.passage.document.id == other.hit.passage.document.id
    return same and one.start < other.end and other.start < one.end
