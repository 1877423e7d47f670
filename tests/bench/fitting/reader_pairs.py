"""What the reader is trained with: questions, and the blocks that our own search finds for them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.assistant import Assistant, open_assistant
from assistant.evaluation.asking import question_of
from assistant.evaluation.cases import Case, Span
from assistant.evidence.confidence import confidence
from assistant.evidence.evidence import Evidence, gather
from assistant.evidence.reader import texts_of
from assistant.questions.follow_ups import standalone
from assistant.settings import Settings
from index.embedding.cross_encoding import Text
from index.embedding.model_folder import SHIPPED_MODEL
from index.embedding.multilingual import needs_second
from tests.bench.sets import QuestionSet, read_cases, read_texts

BLOCKS = 8
"""How many blocks of a question are kept, the most promising first."""

_READABLE = 0.5
_SEED = 0
# What a score of a block counts in the log odds of the training, as in
# `assistant/evidence/evidence.py`.
_SCALE = 28.0


@dataclass(frozen=True, slots=True)
class Block:
    """A block: what is read, what it comes to unread, and where in its body gold stands, if any.

    `tempts` is whether it touches what seems to answer and does not.
    """

    text: Text
    known: float
    gold: tuple[tuple[int, int], ...]
    tempts: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is searched for, how sure one is without reading, and its blocks."""

    question: str
    answerable: bool
    confidence: float
    blocks: tuple[Block, ...]

    @property
    def first_is_gold(self) -> bool:
        """Whether the block that comes first unread touches gold."""
        return bool(self.blocks[0].gold)


def asked_in(
    questions: QuestionSet, homes: Path, most: int | None = None, model: str = SHIPPED_MODEL
) -> list[Asked]:
    """Index a set in a home of its name, and return its questions that a model can read.

    Of more than `most` questions so many are drawn.

    Raises:
        ValueError: gold of a question stands outside the text of its file; the line is named.
    """
    cases = list(read_cases(questions.questions))
    _check(cases, questions)
    if most is not None and len(cases) > most:
        cases = random.Random(_SEED).sample(cases, most)
    with open_assistant(Settings(home=homes / questions.name)) as assistant:
        assistant.library.sync([questions.corpus])
        return [asked for case in cases if (asked := _asked(assistant, case, model)) is not None]


def asked_beside(
    questions: QuestionSet,
    others: Sequence[QuestionSet],
    homes: Path,
    count: int,
    model: str = SHIPPED_MODEL,
) -> list[Asked]:
    """Return so many questions of other sets, asked of this one, which does not answer them.

    Those that lean on a conversation are left out. The set is indexed as `asked_in` does it.
    """
    cases = [
        replace(case, answerable=False, gold=(), near=())
        for other in others
        for case in read_cases(other.questions)
        if not case.history
    ]
    chosen = random.Random(_SEED).sample(cases, min(count, len(cases)))
    with open_assistant(Settings(home=homes / questions.name)) as assistant:
        return [asked for case in chosen if (asked := _asked(assistant, case, model)) is not None]


def _check(cases: Sequence[Case], questions: QuestionSet) -> None:
    texts = read_texts(questions.corpus)
    for line, case in enumerate(cases, start=1):
        for span in (*case.gold, *case.near):
            length = len(texts.get(span.file, ""))
            if not 0 <= span.start < span.end <= length:
                raise ValueError(
                    f"Line {line} of {str(questions.questions)!r}: {span.start} to {span.end} does"
                    f" not stand in {span.file!r}, which has {length:,} characters. Correct it."
                )


def _asked(assistant: Assistant, case: Case, model: str) -> Asked | None:
    question = question_of(case)
    # The one of many languages reads English too, but the shipped one nothing else.
    if model == SHIPPED_MODEL and needs_second(question.text, assistant.library.embedder):
        return None
    snapshot = assistant.library.snapshot()
    whole = standalone(question.text, question.history, snapshot.rarities)
    found = snapshot.find(whole.query(question.text))
    evidence = gather(found, question.text)
    blocks = tuple(_blocks(evidence, case))
    # One of many languages reads text of single letters as well, as Chinese is.
    read = found.query.multilingual or found.query.readable >= _READABLE
    if not blocks or not read:
        return None
    searched = whole.text if found.leaned else question.text
    return Asked(searched, case.answerable, confidence(found, evidence), blocks)


def _blocks(evidence: Sequence[Evidence], case: Case) -> Iterator[Block]:
    """Yield the best blocks, and the best that touches gold if it is none of them."""
    gold = [_within(each, case.gold) for each in evidence]
    late = [i for i in range(BLOCKS, len(evidence)) if gold[i]][:1]
    for i in [*range(min(BLOCKS, len(evidence))), *late]:
        each = evidence[i]
        (text,) = texts_of([each])
        yield Block(text, each.score * _SCALE, gold[i], bool(_within(each, case.near)))


def _within(evidence: Evidence, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    path, start, end = evidence.hit.passage.document.path, evidence.start, evidence.end
    return tuple(
        (max(span.start, start) - start, min(span.end, end) - start)
        for span in spans
        if path == span.file and start < span.end and span.start < end
    )
