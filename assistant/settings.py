"""The settings, from the environment: the only module that reads it."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from index.errors import UsageError


class Settings(BaseSettings):
    """Everything that can be set; each field is read from `TENKYO_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="TENKYO_", frozen=True)

    home: Path = Field(
        default=Path(".tenkyo"), description="folder that holds the index and the records"
    )
    model: str = Field(
        default="all-MiniLM-L6-v2",
        description="embedding model: the shipped one, the folder of another, or a name that the"
        " local cache holds",
    )
    reranker: str = Field(
        default="",
        description="cross-encoder that sorts the best passages, a folder or a name that the local"
        " cache holds; empty: none",
    )
    threshold: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="least confidence, 0 to 1, at which a question counts as answered",
    )
    token_vectors: Literal["full", "half", "none"] = Field(
        default="full",
        description="room for token vectors: `half` halves it at some loss, `none` computes them"
        " for each question, which takes a second",
    )
    ocr: str = Field(
        default="",
        description="languages of scanned pages as tesseract names them, such as `eng+jpn`; empty:"
        " scanned pages are not read",
    )
    max_file_mb: float = Field(
        default=100.0, gt=0, description="largest file that is read, in millions of bytes"
    )
    max_question: int = Field(default=2_000, gt=0, description="longest question, in characters")
    chat_model: str = Field(
        default="",
        description="language model that phrases answers, as `ollama:NAME`, `openai:NAME` or"
        " another `PROVIDER:NAME`; empty: none",
    )
    chat_base_url: str = Field(
        default="",
        description="where the server of that model is, if not where its provider's package"
        " expects it",
    )
    chat_api_key: SecretStr = Field(
        default=SecretStr(""),
        description="key for that server; empty: the provider's own variable is asked",
    )
    chat_context: int = Field(
        default=8_192, ge=1_024, description="tokens that the model reads and writes at most"
    )
    chat_answer_tokens: int = Field(
        default=600, gt=0, description="tokens of an answer at most; the passages have the others"
    )
    chat_first_token_seconds: float = Field(
        default=60.0, gt=0, description="seconds to the first words of the model"
    )
    chat_seconds: float = Field(
        default=180.0, gt=0, description="seconds to its last words; later, it is not waited for"
    )
    unsupported: Literal["remove", "mark"] = Field(
        default="remove",
        description="what becomes of a sentence that the documents do not support: `remove` or"
        " `mark`",
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=(), description="host names, besides this machine's, under which the chat is served"
    )
    allowed_origins: tuple[str, ...] = Field(
        default=(),
        description="origins of other pages that may show the chat in a frame or call it from a"
        " browser",
    )


def read_settings(home: Path | None = None) -> Settings:
    """Reads the settings; `home`, where given, goes before what the environment says.

    Raises:
        UsageError: a variable has a value that makes no sense; the message names it.
    """
    try:
        return Settings() if home is None else Settings(home=home)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = f"TENKYO_{first['loc'][0]}".upper()
        raise UsageError(f"{name} is {first['input']!r}: {first['msg']}. Change it.") from None
    except SettingsError as error:
        raise UsageError(f"A TENKYO_ variable cannot be read: {error}. A list is JSON.") from None
