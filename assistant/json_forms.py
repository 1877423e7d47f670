"""Questions, hits and answers as JSON: the form that the command line promises."""

import operator
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, NamedTuple

from pydantic import Field, StrictBool, TypeAdapter, ValidationError

from assistant.tables.row_table import RowTable, row_tables
from assistant.types import Answer, Citation, ConversationHeading, Exchange, Outcome, Question
from index.errors import UsageError
from index.sync.sync import Progress, SyncReport
from index.types import Document, Entry, Hit, LibraryStatus, Passage

Tables = Annotated[tuple[RowTable, ...], Field(exclude_if=operator.not_)]
"""The tables that sentences of an answer are rows of; nothing is written where there is none."""

Scope = Annotated[tuple[str, ...], Field(exclude_if=operator.not_)]
"""The names of what a question was kept to; nothing is written where it was kept to nothing."""


class EarlierExchange(NamedTuple):
    """What was said before, in JSON a list of two or three: without `answered` it is an answer."""

    question: str
    answer: str
    answered: StrictBool = True


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it comes in, with what was said before it, oldest first.

    `scope` names the documents, folders and tags that it is kept to.
    """

    question: str
    id: str | int | None = None
    history: tuple[EarlierExchange, ...] = ()
    scope: tuple[str, ...] = ()

    def to_question(self) -> Question:
        """Returns the question the assistant takes."""
        history = tuple(Exchange(*earlier) for earlier in self.history)
        return Question(self.question, history, scope=self.scope)


@dataclass(frozen=True, slots=True)
class SentHit:
    """A hit: `text` is the passage, `start` and `end` code points of the text of `file`.

    `language` is that of the document, as a BCP 47 code.
    """

    file: str
    start: int
    end: int
    text: str
    score: float
    title: str
    heading: str
    page: int | None
    language: str


@dataclass(frozen=True, slots=True)
class SentHits:
    """The hits for the question `id`, best first."""

    id: str | int | None
    hits: tuple[SentHit, ...]


@dataclass(frozen=True, slots=True)
class SentCitation:
    """A citation: `quote` is the text of `file` from `start` to `end`, in code points.

    `language` is that of the document, as a BCP 47 code.
    """

    number: int
    file: str
    start: int
    end: int
    quote: str
    title: str
    heading: str
    page: int | None
    language: str


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """The answer to the question `id`.

    `outcome` is `answered`; `perhaps`, where what is cited is the closest there is and may not
    answer; `not_found`; or `remark`, for a greeting or a question back. `model` is the language
    model that worded it, if one did; `unsupported` are those of its sentences that the citations
    do not support, and `note` a line beside the answer. `tables` are the tables that
    sentences of the answer are rows of, left out where there is none. `scope` is what the question
    was kept to, left out if to nothing.
    """

    id: str | int | None
    question: str
    standalone_question: str
    answered: bool
    answer: str
    confidence: float
    citations: tuple[SentCitation, ...]
    model: str
    unsupported: tuple[str, ...]
    note: str
    outcome: Outcome
    tables: Tables = ()
    scope: Scope = ()


_ASKED = TypeAdapter(AskedQuestion)
_HITS = TypeAdapter(SentHits)
_ANSWER = TypeAdapter(SentAnswer)
_HEADINGS = TypeAdapter(tuple[ConversationHeading, ...])
_OBJECT = TypeAdapter(dict[str, object])
_FORM = '{"question": "..."}'


def read_question(line: str) -> AskedQuestion:
    """Reads one JSON object `{"id", "question", "history"}`.

    Raises:
        UsageError: it is no JSON, or not of this form.
    """
    try:
        return _ASKED.validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = f"{first['loc'][0]!r}: " if first["loc"] else ""
        say = f"{where}{first['msg']}. Write each question as {_FORM} in a line of its own."
        raise UsageError(say) from None


def hits_json(question_id: str | int | None, hits: tuple[Hit, ...]) -> str:
    """Returns hits as one line of JSON."""
    return _line(_HITS.dump_json(sent_hits(question_id, hits)))


def sent_hits(question_id: str | int | None, hits: tuple[Hit, ...]) -> SentHits:
    """Returns hits in the form in which they are sent."""
    return SentHits(question_id, tuple(_hit(hit) for hit in hits))


def answer_json(question_id: str | int | None, answer: Answer) -> str:
    """Returns an answer as one line of JSON."""
    return _line(_ANSWER.dump_json(sent_answer(question_id, answer)))


def sent_answer(question_id: str | int | None, answer: Answer) -> SentAnswer:
    """Returns an answer in the form in which it is sent."""
    return SentAnswer(
        id=question_id,
        question=answer.question,
        standalone_question=answer.standalone_question,
        answered=answer.answered,
        answer=answer.text,
        confidence=answer.confidence,
        citations=tuple(sent_citation(citation) for citation in answer.citations),
        model=answer.model,
        unsupported=tuple(s.text for s in answer.sentences if not s.verified),
        note=answer.note,
        outcome=answer.outcome,
        tables=row_tables(answer),
        scope=answer.scope,
    )


def progress_json(progress: Progress) -> str:
    """Returns how far an indexing run has come as one line of JSON, its `event` "progress"."""
    fields = {name: value for name, value in asdict(progress).items() if name != "since"}
    return _line(_OBJECT.dump_json({"event": "progress", **fields}))


def report_json(report: SyncReport) -> str:
    """Returns what an indexing run did as one line of JSON, its `event` "done"."""
    return _line(_OBJECT.dump_json({"event": "done", **asdict(report)}))


def status_json(status: LibraryStatus, ledger: Sequence[Entry]) -> str:
    """Returns what is indexed, and the state of every file, as JSON."""
    states = Counter(entry.state.value for entry in ledger)
    whole = {**asdict(status), "states": states, "files": [asdict(entry) for entry in ledger]}
    return _OBJECT.dump_json(whole, indent=2).decode()


def headings_json(headings: tuple[ConversationHeading, ...]) -> str:
    """Returns the list of conversations as JSON."""
    return _HEADINGS.dump_json(headings, indent=2).decode()


def heading_of(passage: Passage, start: int | None = None) -> str:
    """Returns the heading path of a passage in one line; of a table, with the row at `start`."""
    document = passage.document
    row = document.page_at(passage.start if start is None else start)
    rows = [f"row {row}"] if row is not None and document.page_unit == "row" else []
    return " › ".join([*passage.heading, *rows])


def page_of(document: Document, start: int) -> int | None:
    """Returns the page or slide an offset lies on, None for formats without."""
    return None if document.page_unit == "row" else document.page_at(start)


def _hit(hit: Hit) -> SentHit:
    p = hit.passage
    return SentHit(
        file=p.document.path,
        start=p.start,
        end=p.end,
        text=p.text,
        score=hit.score,
        title=p.document.title,
        heading=heading_of(p),
        page=page_of(p.document, p.start),
        language=p.document.language,
    )


def sent_citation(citation: Citation) -> SentCitation:
    """Returns a citation in the form in which it is sent."""
    p = citation.passage
    return SentCitation(
        number=citation.number,
        file=p.document.path,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
        title=p.document.title,
        heading=heading_of(p, citation.start),
        page=page_of(p.document, citation.start),
        language=p.document.language,
    )


def _line(dumped: bytes) -> str:
    # A separator that some readers take for a line end would break JSON lines.
    text = dumped.decode()
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
