"""What flows through the assistant: a question, its cited answer, and the turns before it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from index.types import Document, Hit, Passage

_MARKED = re.compile(r"[-*+•]\s")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: a name that is unique in this installation, and the groups that may see things.

    `conversation` is the one in which they ask, if it is known to be theirs: what they attached to
    it is seen there, and nowhere else.
    """

    name: str
    groups: frozenset[str] = frozenset()
    conversation: str = ""


@dataclass(frozen=True, slots=True)
class Operator(Reader):
    """Who runs the installation, at its own machine, and may see everything.

    A kind of its own: nobody becomes one by signing in under its name.
    """


OPERATOR = Operator("operator")
"""Who calls the command line."""

LOCAL_READER = Reader("local")
"""Who asks where nobody signs in, as long as nothing tells their browser from others."""

VISITOR = "browser-"
"""What the name begins with of a reader who is known by their browser alone."""

UNTOLD = "\x7f"
"""The group of who may be in others too, as it could not be found out: no rule and nobody names it.

What is denied to any group is denied to them, as they may be in that one.
"""


@dataclass(frozen=True, slots=True)
class Named:
    """A version of a document that is told of without being cited, and the path that it had."""

    document_id: str
    version: str
    path: str


def as_item(text: str) -> str:
    """Returns a text as an item of a list in plain text; a mark that it has stays the only one.

    >>> as_item("Oak room"), as_item("- Oak room")
    ('- Oak room', '- Oak room')
    """
    return text if _MARKED.match(text) else f"- {text}"


def named(documents: Iterable[Document]) -> tuple[Named, ...]:
    """Returns the versions of documents, each once, as they are told of."""
    found = {(document.id, document.version, document.path) for document in documents}
    return tuple(Named(*each) for each in sorted(found))


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question of the conversation and the text of its answer.

    `answered` is False for what is no answer from the documents: a greeting, a refusal, a question
    back. Who cannot know takes a text for an answer. `named` are the documents that it tells of,
    empty if that is not known.
    """

    question: str
    answer: str
    answered: bool = True
    named: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks, after what was said before it (oldest first).

    `scope` names the documents, folders and tags that it is kept to; empty: all that the reader may
    see.
    """

    text: str
    history: tuple[Exchange, ...] = ()
    reader: Reader = LOCAL_READER
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of a passage that an answer rests on.

    `start` and `end` are offsets in the canonical text of `passage.document`, and
    `passage.document.text[start:end]` is `quote`, character for character. `number` counts from 1
    in order of first use in the answer. `marks` are the words inside the quote that answer, as
    spans (start, end) of the canonical text.
    """

    number: int
    passage: Passage
    start: int
    end: int
    quote: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer and the numbers of the citations it rests on (at least one).

    `verified` is False for a sentence of a language model that its citations do not support.
    """

    text: str
    citations: tuple[int, ...]
    verified: bool = True


class Outcome(StrEnum):
    """What became of a question.

    Perhaps: the closest block is shown, which may not answer. A remark is about no document's
    words: a greeting, or a question back.
    """

    ANSWERED = "answered"
    PERHAPS = "perhaps"
    NOT_FOUND = "not_found"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer, the closest that there is, or an honest refusal.

    `sentences` come from the documents. `remark` is the assistant's own words, used where there
    is nothing to cite: a greeting, or that no answer was found. `answered` is False then, and
    `nearest` holds the closest passages of a refusal, which are *not* an answer. Where `answered`
    is False beside sentences, they are a *perhaps*, and the remark says that they may not answer.
    A remark beside the sentences of an answer stands above them: they are the items of a list, and
    it says by which rule they were counted.
    `confidence`, from 0 to 1, says how likely it is that the documents answer the question.
    `standalone_question` is what was searched for: the question, completed from the conversation.
    `choices` are questions to choose from where the one asked could mean several things. `model`
    names the language model that phrased the sentences, empty where they are the documents' own,
    and `note` is a quiet line beside the answer, such as why a model was not used.

    `named` are the documents that the remark, the choices or the standalone question tell of beside
    those cited and nearest. `counted` is the name of the view in which the remark counts documents,
    None if it counts none. `scope` is what the question was kept to, by its names.
    """

    question: str
    standalone_question: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    answered: bool = False
    nearest: tuple[Hit, ...] = ()
    remark: str = ""
    choices: tuple[str, ...] = ()
    model: str = ""
    note: str = ""
    named: tuple[Named, ...] = ()
    counted: str | None = None
    scope: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The answer as plain text, without citation marks; the items of a list in lines.

        Of a perhaps, the remark comes first: nobody is to take it for an answer.
        """
        if self.is_list:
            return "\n".join([self.remark, *(as_item(each.text) for each in self.sentences)])
        said = " ".join(sentence.text for sentence in self.sentences)
        return f"{self.remark}\n\n{said}" if self.perhaps else said or self.remark

    @property
    def perhaps(self) -> bool:
        """Whether what is cited is only the closest there is."""
        return bool(self.sentences) and not self.answered

    @property
    def outcome(self) -> Outcome:
        """What became of the question."""
        if self.answered:
            return Outcome.ANSWERED
        if self.perhaps:
            return Outcome.PERHAPS
        return Outcome.NOT_FOUND if self.nearest else Outcome.REMARK

    @property
    def is_list(self) -> bool:
        """Whether the sentences are items of a list, under the remark."""
        return self.answered and bool(self.remark and self.sentences)

    def shown(self, most: int) -> "Answer":
        """Returns the answer with so many of its sentences at most, and what those cite."""
        sentences = self.sentences[:most]
        numbers = {number for sentence in sentences for number in sentence.citations}
        citations = tuple(c for c in self.citations if c.number in numbers)
        return replace(self, sentences=sentences, citations=citations)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what became of it; a conversation is a tuple of turns, oldest first.

    `key` names the turn in its conversation. `answer` is None for a question that was stopped
    before anything of its answer was there. `helpful` is the reader's verdict, None without one.
    A question that is `kept` is asked again when the documents change.
    """

    key: str
    question: str
    answer: Answer | None
    stopped: bool = False
    helpful: bool | None = None
    asked: datetime | None = None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class ConversationHeading:
    """A conversation as it stands in a list. `updated` is when its last turn was stored.

    With `news`, other words answer a question of it that is kept than its reader knows.
    """

    id: str
    title: str
    created: datetime
    updated: datetime
    turns: int
    news: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """A stored conversation; `earlier` turns lie before those that were asked for."""

    heading: ConversationHeading
    turns: tuple[Turn, ...]
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """What is indexed right now. `updated` is the time of the last change, None when empty."""

    documents: int
    passages: int
    updated: datetime | None
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """What a reader, its owner, thought of an answer. `reason` is one of `REASONS`, or empty."""

    answer: Answer
    helpful: bool
    reason: str = ""
    comment: str = ""
    reader: Reader = field(kw_only=True)


REASONS = ("wrong answer", "wrong source", "missing document", "other")
