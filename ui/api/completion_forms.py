"""What goes over the wire in OpenAI's chat completions, as far as it is used here."""

from typing import Literal

from pydantic import BaseModel, Field

from assistant.access.contents import MOST_NAMES
from ui.api.annotations import Annotation
from ui.api.forms import SCOPE, Scope

MODEL = "tenkyo"


class ContentPart(BaseModel):
    """A part of a message; only text can be read."""

    type: Literal["text"]
    text: str


def whole_characters(text: str) -> str:
    """Returns a text in which halves of characters, as of an emoji that was cut, are replaced."""
    return text.encode(errors="replace").decode()


class Message(BaseModel):
    """What somebody said. A message of ours that is sent back whole has its `annotations`."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | tuple[ContentPart, ...] | None = None
    annotations: tuple[object, ...] | None = None

    @property
    def text(self) -> str:
        """Returns its text."""
        if self.content is None or isinstance(self.content, str):
            return whole_characters(self.content or "")
        return whole_characters("\n".join(part.text for part in self.content))

    @property
    def cited(self) -> bool:
        """Tells whether it cites something, or has lost its annotations on the way."""
        return self.annotations is None or bool(self.annotations)


class StreamOptions(BaseModel):
    """How events are sent."""

    include_usage: bool = False


class CompletionForm(BaseModel):
    """A conversation whose last question is to be answered; other settings have no effect."""

    model: str = Field(default=MODEL, max_length=200)
    messages: tuple[Message, ...] = Field(min_length=1, max_length=500)
    stream: bool = False
    stream_options: StreamOptions | None = None
    scope: Scope = Field(default=(), max_length=MOST_NAMES, description=SCOPE)


class AssistantMessage(BaseModel):
    """What the assistant says; in an event, what it says more."""

    role: Literal["assistant"] | None = None
    content: str | None = None
    annotations: list[Annotation] | None = None


class Choice(BaseModel):
    """The one answer there is."""

    index: int = 0
    message: AssistantMessage
    finish_reason: Literal["stop"] = "stop"


class Usage(BaseModel):
    """Tokens of the embedding model."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(BaseModel):
    """An answer."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[Choice]
    usage: Usage


class Delta(BaseModel):
    """What an event adds to the one answer there is."""

    index: int = 0
    delta: AssistantMessage
    finish_reason: Literal["stop"] | None = None


class CompletionChunk(BaseModel):
    """An event of a growing answer."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str = MODEL
    choices: list[Delta]
    usage: Usage | None = None


class Model(BaseModel):
    """Something that answers."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "tenkyo"


class Models(BaseModel):
    """Everything that answers."""

    object: Literal["list"] = "list"
    data: list[Model]
