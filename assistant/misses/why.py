"""Why a passage is not in the answer to a question, by asking that question as it is always asked.

Nothing is ranked here: the answer, and what it was chosen from, are those of the answer chain.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.access.access import Access
from assistant.evidence.evidence import Evidence
from assistant.misses.judgements import Judgement, watched
from assistant.misses.miss import Miss, MissReason, PassageScores, Rival
from assistant.misses.named_files import NamedFiles
from assistant.misses.stretches import bare_letters, stretches_of
from assistant.misses.words import lacking
from assistant.settings import Settings
from assistant.types import Answer, Citation, Question
from index.library import Library
from index.sync.standing import Cause
from index.text.sentences import Span
from index.types import Document, Passage

Ask = Callable[[Question], Answer]
"""Answers a question as everybody's are answered."""

_RIVALS = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody expected to be found: stretches of a document, and the passages they lie in.

    The stretches are in order, none within another.
    """

    document: Document
    spans: Sequence[Span]
    passages: Sequence[Passage]

    def meets(self, document: Document, start: int, end: int) -> bool:
        """Tells whether a stretch of a document has some of what is wanted."""
        return document.id == self.document.id and overlaps(self.spans, start, end)

    def is_in(self, found: Evidence | Citation) -> bool:
        """Tells whether evidence or a citation has some of what is wanted."""
        passage = found.hit.passage if isinstance(found, Evidence) else found.passage
        return self.meets(passage.document, found.start, found.end)


class Misses:
    """Tells of passages why they were not found."""

    def __init__(
        self,
        library: Library,
        access: Access,
        answer: Callable[[Question], Answer],
        settings: Settings,
    ) -> None:
        """Takes what is indexed, who may see what of it, whom to ask, and what is sure enough."""
        self._access, self._answer, self._settings = access, answer, settings
        self._files = NamedFiles(library, access)

    def why(self, question: Question, file: str, passage: str = "", *, tell_all: bool) -> Miss:
        """Returns what became of a passage of a file, or of the whole of it, for a question.

        `passage` is its words or its offsets, "120-180". With `tell_all` it is told why a file is
        none for the reader, and what its file says now, which is for operators only.

        Raises:
            UsageError: the file means several, the question is empty, or the passage is outside.
        """
        document = self._files.document(file, question.reader)
        if document is None:
            return self._of_no_document(question, file, tell_all=tell_all)
        library = self._access.library(question.reader)
        spans, passages = stretches_of(document, passage), library.passages_of(document)
        reason = MissReason.NOT_READ if spans else MissReason.NOT_IN_TEXT
        known = Miss(reason, question.text, file, document)
        remarks = library.records.remarks().get(document.id, ())
        wanted = wanted_of(document, spans, passages)
        if not wanted.passages:
            return self._of_no_text(known, remarks, tell_all=tell_all)
        known = replace(known, start=wanted.spans[0][0], end=wanted.spans[0][1])
        with watched() as judgements:
            answer = self._answer(question)
        return self._of_answer(known, answer, judgements, wanted)

    def _of_no_document(self, question: Question, file: str, *, tell_all: bool) -> Miss:
        if not tell_all:
            return Miss(MissReason.UNKNOWN, question.text, file)
        found = self._files.standing(file, question.reader)
        return Miss(found.reason, question.text, file, cause=found.cause, notes=found.notes)

    def _of_no_text(self, known: Miss, remarks: tuple[str, ...], *, tell_all: bool) -> Miss:
        """Returns why the words are not in a document: it is another now, or they were left out."""
        if tell_all and known.document and self._files.has_changed(known.document):
            return replace(known, reason=MissReason.NOT_INDEXED, cause=Cause.CHANGED)
        return replace(
            known, reason=MissReason.NOT_READ if remarks else known.reason, notes=remarks
        )

    def _of_answer(
        self, known: Miss, answer: Answer, judgements: Sequence[Judgement], wanted: Wanted
    ) -> Miss:
        made = decisive(answer, judgements)
        cited = [citation for citation in answer.citations if wanted.is_in(citation)]
        if made is not None:
            known = replace(
                known,
                sure=made.sure,
                needed=self._settings.threshold,
                searched=len(made.found.candidates),
                parts=parts_of(made, wanted.passages),
            )
        known = replace(known, answer=answer)
        if cited and answer.answered:
            numbers = tuple(citation.number for citation in cited)
            return replace(known, reason=MissReason.CITED, numbers=numbers)
        if made is None:
            return replace(known, reason=MissReason.NOT_SEARCHED, notes=(answer.text,))
        comes_first = bool(made.evidence) and wanted.is_in(made.evidence[0])
        if answer.answered or not (cited or comes_first):
            return replace(known, reason=MissReason.OUTRANKED, rivals=rivals(answer, made, wanted))
        if known.short:
            return replace(known, reason=MissReason.BELOW)
        return replace(known, reason=MissReason.REFUSED, notes=(answer.remark,))


def wanted_of(document: Document, spans: Sequence[Span], passages: Sequence[Passage]) -> Wanted:
    """Returns the passages that some stretches lie in; of a heading, those that stand under it.

    There are none where a stretch was left out, such as a comment.
    """
    inside = [p for p in passages if overlaps(spans, p.start, p.end)]
    if inside or not spans:
        return Wanted(document, spans, inside)
    said = bare_letters(document.text[slice(*spans[0])])
    under = [p for p in passages if said in map(bare_letters, (document.title, *p.heading))]
    return Wanted(document, [(p.start, p.end) for p in under], under)


def overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Tells whether a stretch has some of others, which are in order, none within another.

    A letter may stand a hundred thousand times in a document, so not each is looked at.
    """
    first = bisect_right(spans, start, key=lambda span: span[1])
    return first < len(spans) and spans[first][0] < end


def decisive(answer: Answer, judgements: Sequence[Judgement]) -> Judgement | None:
    """Returns the judgement that an answer was made from, None if it was made from none.

    Questions that a refusal offers are judged as well, after the one that was asked.
    """
    first = next((c.passage.id for c in answer.citations), None)
    for made in reversed(judgements):
        if made.evidence and made.evidence[0].hit.passage.id == first:
            return made
    return judgements[0] if judgements else None


def parts_of(made: Judgement, passages: Sequence[Passage]) -> PassageScores:
    """Returns what the best of some passages scored."""
    ids = {passage.id for passage in passages}
    read = max((e.score for e in made.evidence if e.hit.passage.id in ids), default=None)
    for rank, candidate in enumerate(made.found.candidates, start=1):
        if candidate.id in ids:
            return PassageScores(rank, round(candidate.late, 4), round(candidate.lexical, 4), read)
    return PassageScores(read=read)


def rivals(answer: Answer, made: Judgement, wanted: Wanted) -> tuple[Rival, ...]:
    """Returns what came first: what is cited, or else the evidence before what is wanted."""
    places = [(c.passage, c.start, c.end) for c in answer.citations]
    places = places or [(e.hit.passage, e.start, e.end) for e in made.evidence]
    others = [place for place in places if not wanted.meets(place[0].document, *place[1:])]
    firsts = {passage.id: (passage, start, end) for passage, start, end in reversed(others)}
    order = dict.fromkeys(passage.id for passage, _, _ in others)
    return tuple(_rival(made, *firsts[i], wanted) for i in list(order)[:_RIVALS])


def _rival(made: Judgement, passage: Passage, start: int, end: int, wanted: Wanted) -> Rival:
    shared = lacking(made.question, passage, wanted.passages, made.found.languages())
    return Rival(passage, start, end, parts_of(made, [passage]), shared)
