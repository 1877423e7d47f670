"""What flows through the assistant: a question, its cited answer, and the turns before it."""

from dataclasses import dataclass
from datetime import datetime

from index.types import Hit, Passage


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question of the conversation and the text of its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks, after what was said before it (oldest first)."""

    text: str
    history: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of a passage that an answer rests on.

    `start` and `end` are offsets in the canonical text of `passage.document`, and
    `passage.document.text[start:end]` is `quote`, character for character. `number` counts from 1
    in order of first use in the answer.
    """

    number: int
    passage: Passage
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer and the numbers of the citations it rests on (at least one)."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer, or an honest refusal.

    `sentences` come from the documents. `remark` is the assistant's own words, used where there
    is nothing to cite: a greeting, or that the documents do not answer. `answered` is False then,
    and `nearest` holds the closest passages of a refusal, which are *not* an answer.
    `confidence`, from 0 to 1, says how likely it is that the documents answer the question.
    `standalone_question` is what was searched for: the question, completed from the conversation.
    """

    question: str
    standalone_question: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    answered: bool = False
    nearest: tuple[Hit, ...] = ()
    remark: str = ""

    @property
    def text(self) -> str:
        """The answer as plain running text, without citation marks."""
        return " ".join(sentence.text for sentence in self.sentences) or self.remark


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer; a conversation is a tuple of turns, oldest first."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Overview:
    """What is indexed right now. `updated` is the time of the last change, None when empty."""

    documents: int
    passages: int
    updated: datetime | None
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """What a reader thought of an answer. `reason` is one of `REASONS`, or empty."""

    answer: Answer
    helpful: bool
    reason: str = ""
    comment: str = ""


REASONS = ("wrong answer", "wrong source", "missing document", "other")
