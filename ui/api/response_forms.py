"""What goes over the wire in OpenAI's Responses (Open Responses), as far as it is used here."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.access.contents import MOST_NAMES
from ui.api.annotations import FileCitation
from ui.api.completion_forms import MODEL, whole_characters
from ui.api.forms import SCOPE, Scope

LONGEST_RESPONSE_ID = 200


class InputPart(BaseModel):
    """A part of a message; only text can be read."""

    type: Literal["input_text", "output_text"]
    text: str
    annotations: tuple[object, ...] | None = None


class InputMessage(BaseModel):
    """What somebody said. A message of ours that is sent back whole has its annotations."""

    type: Literal["message"] = "message"
    role: Literal["system", "developer", "user", "assistant"]
    content: str | tuple[InputPart, ...]

    @property
    def text(self) -> str:
        """Returns its text."""
        if isinstance(self.content, str):
            return whole_characters(self.content)
        return whole_characters("\n".join(part.text for part in self.content))

    @property
    def cited(self) -> bool:
        """Tells whether it cites something, or has lost its annotations on the way."""
        if isinstance(self.content, str):
            return True
        return any(part.annotations is None or part.annotations for part in self.content)


class ResponseForm(BaseModel):
    """What is asked, and after what; other settings have no effect."""

    model: str = Field(default=MODEL, max_length=200)
    input: str | tuple[InputMessage, ...] = Field(
        max_length=100_000, description="A question, or messages of which the last is one"
    )
    previous_response_id: str | None = Field(
        default=None,
        max_length=LONGEST_RESPONSE_ID,
        description="The response that this question follows, the latest of its conversation",
    )
    store: bool = Field(
        default=True,
        description="Whether question and answer are stored, as a conversation of the caller; what"
        " is sent with earlier messages is not",
    )
    stream: bool = False
    scope: Scope = Field(default=(), max_length=MOST_NAMES, description=SCOPE)

    @property
    def messages(self) -> tuple[InputMessage, ...]:
        """Returns what was said, as messages."""
        if isinstance(self.input, str):
            return (InputMessage(role="user", content=self.input),)
        return self.input


class OutputText(BaseModel):
    """The text of an answer, and what it cites."""

    type: Literal["output_text"] = "output_text"
    text: str = ""
    annotations: list[FileCitation] = []
    logprobs: list[object] = []


class OutputMessage(BaseModel):
    """The one item of a response."""

    type: Literal["message"] = "message"
    id: str
    status: Literal["in_progress", "completed"] = "completed"
    role: Literal["assistant"] = "assistant"
    content: list[OutputText] = []


class InputDetails(BaseModel):
    """Nothing of an input is cached."""

    cached_tokens: int = 0


class OutputDetails(BaseModel):
    """Nothing is reasoned in tokens."""

    reasoning_tokens: int = 0


class ResponseUsage(BaseModel):
    """Tokens of the embedding model."""

    input_tokens: int
    input_tokens_details: InputDetails = InputDetails()
    output_tokens: int
    output_tokens_details: OutputDetails = OutputDetails()
    total_tokens: int


class ResponseProblem(BaseModel):
    """Why there is no answer, or not all of it."""

    code: Literal["server_error"] = "server_error"
    message: str


class ModelResponse(BaseModel):
    """An answer, or the beginning of one."""

    id: str
    object: Literal["response"] = "response"
    created_at: int
    status: Literal["in_progress", "completed", "failed"] = "completed"
    model: str = MODEL
    output: list[OutputMessage] = []
    previous_response_id: str | None = None
    store: bool
    usage: ResponseUsage | None = None
    error: ResponseProblem | None = None
    incomplete_details: None = None
    instructions: None = None
    metadata: dict[str, str] = {}
    parallel_tool_calls: bool = False
    temperature: None = None
    tool_choice: Literal["none"] = "none"
    tools: tuple[str, ...] = ()
    top_p: None = None


class ResponseEvent(BaseModel):
    """An event of a growing response; what it tells depends on its type."""

    model_config = ConfigDict(extra="allow")

    type: str
    sequence_number: int
