"""What is sent to the API and comes back, as far as it is not the JSON of the command line."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, NamedTuple

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from assistant.access.contents import LONGEST_NAME, MOST_NAMES
from assistant.conversations.lengths import LONGEST_SEARCH, check_search
from assistant.conversations.ratings import LONGEST_COMMENT
from assistant.json_forms import SentAnswer
from assistant.types import Exchange, Question, Reader
from index.errors import UsageError

MOST_HITS = 100
MOST_LISTED = 1_000
LONGEST_ID = 80
NEW = "new"


def _checked(words: str) -> str:
    try:
        check_search(words)
    except UsageError as error:
        raise ValueError(str(error)) from error
    return words


Id = Annotated[str, Path(min_length=1, max_length=LONGEST_ID)]
AfterId = Annotated[
    str, Query(max_length=LONGEST_ID, description="the id after which the list goes on")
]
SearchWords = Annotated[
    str,
    Query(max_length=LONGEST_SEARCH, description="words that a conversation must hold"),
    AfterValidator(_checked),
]
"""Words of a query, short enough as they are written and as they are folded."""
Most = Annotated[int, Query(ge=1, le=MOST_LISTED)]
Reason = Literal["", "wrong answer", "wrong source", "missing document", "other"]
# The limit of length also refuses half a character, which no answer could carry back.
AnyId = Annotated[StrictStr, Field(max_length=1_000)] | StrictInt
Said = Annotated[str, Field(max_length=20_000)]
HISTORY = (
    "Earlier [question, answer] pairs, oldest first; false as a third says that it was no answer"
)
Scope = tuple[Annotated[str, Field(max_length=LONGEST_NAME)], ...]
SCOPE = (
    "The documents, folders and #tags that the question is kept to, by their names; empty: all that"
    " the caller may see"
)


class Earlier(NamedTuple):
    """What was said before; `answered` is that of the answer, true if it is left out."""

    question: Said
    answer: Said
    answered: StrictBool = True


class Form(BaseModel):
    """What is sent; a field that is not known is refused, so that a slip is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class QuestionForm(Form):
    """A question, after what was said before it."""

    question: str = Field(description="What is asked", examples=["What is the Arctic cable?"])
    history: tuple[Earlier, ...] = Field(default=(), max_length=100, description=HISTORY)
    id: AnyId | None = Field(default=None, description="Comes back with the answer")
    scope: Scope = Field(default=(), max_length=MOST_NAMES, description=SCOPE)

    def question_of(self, reader: Reader) -> Question:
        """Returns the question that the assistant takes."""
        history = tuple(Exchange(*earlier) for earlier in self.history)
        return Question(self.question, history, reader, self.scope)


class SearchForm(QuestionForm):
    """A question whose nearest passages are wanted."""

    top_k: int = Field(default=10, ge=1, le=MOST_HITS, description="How many passages")


class AskForm(QuestionForm):
    """A question to be answered, in a stored conversation or in none."""

    conversation: str = Field(
        default="",
        max_length=LONGEST_ID,
        description='The id of a stored conversation that it belongs to, or "new"; empty: nothing'
        " is stored. The history is then that of the conversation.",
    )


@dataclass(frozen=True, slots=True)
class StoredAnswer(SentAnswer):
    """An answer, and under which turn of which conversation it is stored."""

    conversation: str = ""
    turn: str = ""


class TitleForm(Form):
    """The title that a conversation is to have."""

    title: str = Field(min_length=1, max_length=1_000)


class FeedbackForm(Form):
    """What a reader thinks of a stored answer."""

    conversation: str = Field(min_length=1, max_length=LONGEST_ID)
    turn: str = Field(min_length=1, max_length=LONGEST_ID)
    helpful: bool
    reason: Reason = Field(default="", description="Why it is not")
    comment: str = Field(default="", max_length=LONGEST_COMMENT)


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list. `characters` is the length of its text in code points.

    `remarks` say what the file holds and its text lacks, such as hidden slides.
    """

    id: str
    file: str
    title: str
    language: str
    version: str
    characters: int
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents by path; `next` is what to send as `after` for those that follow, if any."""

    documents: tuple[DocumentLine, ...]
    total: int
    next: str | None


@dataclass(frozen=True, slots=True)
class DocumentText(DocumentLine):
    """A document with its text from `start` to `end`, in code points."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """A conversation in a list."""

    id: str
    title: str
    created: datetime
    updated: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class ConversationList:
    """Conversations, the latest first; `next` is what to send as `after` for more, if any."""

    conversations: tuple[ConversationLine, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class TurnSent:
    """A question of a conversation. `answer` is null if it was stopped before there was one."""

    turn: str
    question: str
    asked: datetime | None
    stopped: bool
    helpful: bool | None
    answer: SentAnswer | None


@dataclass(frozen=True, slots=True)
class ConversationSent:
    """A conversation, its turns oldest first."""

    id: str
    title: str
    created: datetime
    updated: datetime
    turns: tuple[TurnSent, ...]
