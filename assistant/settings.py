"""The settings, from the environment: the only module that reads it."""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
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
    audit_texts: bool = Field(
        default=True,
        description="whether the audit record holds questions and answers in words, besides hashes",
    )
    audit_days: int = Field(
        default=0,
        ge=0,
        description="days after which contents of the audit record are erased; 0: never",
    )
    log: Literal["plain", "json"] = Field(
        default="plain",
        description="what the server logs on stderr: warnings for people, or JSON lines that count"
        " requests too; never what was asked",
    )
    metrics_from: tuple[str, ...] = Field(
        default=(),
        description="addresses or networks, besides this machine, that may read `/metrics`",
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=(), description="host names, besides this machine's, under which the chat is served"
    )
    allowed_origins: tuple[str, ...] = Field(
        default=(), description="origins of other pages that may call the chat from a browser"
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
