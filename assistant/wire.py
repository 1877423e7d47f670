"""Questions, hits and answers as JSON: the form that the command line promises."""

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from assistant.types import Answer, Citation, Exchange, Question
from index.errors import UsageError
from index.types import Hit, Passage


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it comes in, with the (question, answer) pairs before it, oldest first."""

    question: str
    id: str | int | None = None
    history: tuple[tuple[str, str], ...] = ()

    def to_question(self) -> Question:
        """Returns the question the assistant takes."""
        return Question(self.question, tuple(Exchange(*pair) for pair in self.history))


@dataclass(frozen=True, slots=True)
class SentHit:
    """A hit: `text` is the passage, `start` and `end` code points of the text of `file`."""

    file: str
    start: int
    end: int
    text: str
    score: float
    title: str
    heading: str
    page: int | None


@dataclass(frozen=True, slots=True)
class SentHits:
    """The hits for the question `id`, best first."""

    id: str | int | None
    hits: tuple[SentHit, ...]


@dataclass(frozen=True, slots=True)
class SentCitation:
    """A citation: `quote` is the text of `file` from `start` to `end`, in code points."""

    number: int
    file: str
    start: int
    end: int
    quote: str
    title: str
    heading: str
    page: int | None


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """The answer to the question `id`."""

    id: str | int | None
    question: str
    standalone_question: str
    answered: bool
    answer: str
    confidence: float
    citations: tuple[SentCitation, ...]


_ASKED = TypeAdapter(AskedQuestion)
_HITS = TypeAdapter(SentHits)
_ANSWER = TypeAdapter(SentAnswer)


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
        raise UsageError(f"{where}{first['msg']}") from None


def hits_json(question_id: str | int | None, hits: tuple[Hit, ...]) -> str:
    """Returns hits as one line of JSON."""
    return _line(_HITS.dump_json(SentHits(question_id, tuple(_hit(hit) for hit in hits))))


def answer_json(question_id: str | int | None, answer: Answer) -> str:
    """Returns an answer as one line of JSON."""
    sent = SentAnswer(
        id=question_id,
        question=answer.question,
        standalone_question=answer.standalone_question,
        answered=answer.answered,
        answer=answer.text,
        confidence=answer.confidence,
        citations=tuple(_citation(citation) for citation in answer.citations),
    )
    return _line(_ANSWER.dump_json(sent))


def heading_of(passage: Passage) -> str:
    """Returns the heading path of a passage in one line."""
    return " › ".join(passage.heading)


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
        page=p.page,
    )


def _citation(citation: Citation) -> SentCitation:
    p = citation.passage
    return SentCitation(
        number=citation.number,
        file=p.document.path,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
        title=p.document.title,
        heading=heading_of(p),
        page=p.page,
    )


def _line(dumped: bytes) -> str:
    # A separator that some readers take for a line end would break JSON lines.
    text = dumped.decode()
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
