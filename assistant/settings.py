"""The settings, from the environment: the only module that reads it."""

import re
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import SettingsConfigDict, SettingsError

from assistant.directory.directory_settings import DirectorySettings
from assistant.evidence.thresholds import ANSWERED, PERHAPS
from index.embedding.multilingual import BOTH_MODELS
from index.errors import UsageError
from prompts.catalogues import languages

_HOST = r"https?://(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:]+\])(?::\d{1,5})?"
_ORIGIN = re.compile(_HOST)
_ADDRESS = re.compile(_HOST + r"(?:/[\w.~-]+)*/?", re.ASCII)


class Settings(DirectorySettings):
    """Everything that can be set; each field is read from `TENKYO_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="TENKYO_", frozen=True)

    home: Path = Field(
        default=Path(".tenkyo"), description="folder that holds the index and the records"
    )
    database: SecretStr = Field(
        default=SecretStr(""),
        description="database on a PostgreSQL server for what people say, as"
        " `postgresql://USER:PASSWORD@HOST/NAME`; empty: a file in the home folder",
    )
    model: str = Field(
        default=BOTH_MODELS,
        description="embedding models: one for English and one for about 100 languages;"
        " `all-MiniLM-L6-v2` for English alone, the folder of another, or a name that the local"
        " cache holds",
    )
    reranker: str = Field(
        default="",
        description="cross-encoder that sorts the best passages, a folder or a name that the local"
        " cache holds; empty: none",
    )
    vectors: str = Field(
        default="",
        description="where the nearest of many passages are looked for: a Chroma server, such as"
        " `http://127.0.0.1:8000`, or PostgreSQL with pgvector, as `postgresql://USER@HOST/NAME`;"
        " empty: Chroma in files of the home folder",
    )
    vectors_secret: SecretStr = Field(
        default=SecretStr(""), description="token or password for that server; empty: none"
    )
    threshold: float = Field(
        default=ANSWERED,
        ge=0,
        le=1,
        description="least confidence, 0 to 1, at which a question counts as answered",
    )
    perhaps: float = Field(
        default=PERHAPS,
        ge=0,
        le=1,
        description="least confidence, 0 to 1, at which the closest block is shown as a perhaps;"
        " 1: never",
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
    hidden: bool = Field(
        default=False,
        description="whether text that files hide is read as well, marked as hidden: hidden words,"
        " rows, sheets and slides, what is struck out, comments in Markdown",
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
    rules: Path | None = Field(
        default=None,
        description="file that says which groups may see which documents; without it everybody sees"
        " everything: see docs/permissions.md",
    )
    questions_per_minute: int = Field(
        default=60,
        gt=0,
        description="questions, ratings, and other events of the chat, of one reader in a minute",
    )
    requests_per_minute: int = Field(
        default=600, gt=0, description="requests of one reader in a minute, static files apart"
    )
    max_streams: int = Field(
        default=40, gt=0, description="answers and pages of one reader open at the same time"
    )
    max_body_kb: int = Field(
        default=256, gt=0, description="largest request that is read, in thousands of bytes"
    )
    max_upload_files: int = Field(
        default=1_000, gt=0, description="files that can be added at once in the browser"
    )
    max_uploads_mb: float = Field(
        default=10_000.0,
        gt=0,
        description="room for all files that are added in the browser, in millions of bytes",
    )
    max_attached_mb: float = Field(
        default=1_000.0,
        ge=0,
        description=(
            "room for all files that belong to one conversation each, in millions of bytes;"
            " with 0 nobody can attach any"
        ),
    )
    max_pictures_mb: float = Field(
        default=500.0,
        ge=0,
        description="room on the disk for pictures of pages, in millions of bytes; 0: each is drawn"
        " anew",
    )
    max_source_files: int = Field(
        default=100_000, gt=0, description="files that are fetched of one source at most"
    )
    max_source_mb: float = Field(
        default=10_000.0,
        gt=0,
        description="room for the files that are fetched of one source, in millions of bytes",
    )
    language: str = Field(
        default="",
        description="language of the pages and of the terminal, such as `de`; empty: that of the"
        " browser, and of the locale in the terminal",
    )
    public_url: str = Field(
        default="",
        description="address under which readers reach the chat, with the sub-path if there is"
        " one; empty: that of this machine",
    )
    sign_in: Literal["none", "header", "token", "oidc"] = Field(
        default="none",
        description="how readers sign in: not at all, by a header of a proxy, by a token of the"
        " page around the chat, or with OpenID Connect",
    )
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = Field(
        default=(),
        description="addresses whose headers are believed, such as `10.0.0.0/24`: who signed in,"
        " and from where a request came",
    )
    user_header: str = Field(
        default="X-Remote-User", description="header in which the proxy names the reader"
    )
    groups_header: str = Field(
        default="X-Remote-Groups",
        description="header in which the proxy names the reader's groups, with commas between them",
    )
    token_secret: SecretStr = Field(
        default=SecretStr(""), description="secret that signs tokens (HS256), at least 32 bytes"
    )
    token_keys: str = Field(
        default="",
        description="public keys that check tokens (RS256): a PEM or JWKS file, or the https"
        " address of a JWKS",
    )
    token_audience: str = Field(
        default="tenkyo", description="the audience that tokens are minted for"
    )
    token_leeway: int = Field(
        default=30, ge=0, le=300, description="how far two clocks may be apart, in seconds"
    )
    session_idle_minutes: int = Field(
        default=60, gt=0, description="a session ends after so many minutes without a request"
    )
    session_hours: int = Field(
        default=12, gt=0, description="a session ends so many hours after signing in"
    )
    oidc_issuer: str = Field(default="", description="address of the OpenID Connect provider")
    oidc_client_id: str = Field(default="", description="name of the chat at that provider")
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), description="secret of the chat at that provider"
    )
    oidc_scope: str = Field(default="openid profile", description="what the provider is asked for")
    oidc_user_claim: str = Field(default="sub", description="claim that names the reader")
    oidc_groups_claim: str = Field(
        default="groups", description="claim that lists the reader's groups"
    )
    audit_texts: bool = Field(
        default=True,
        description="whether the audit record holds questions and answers in words, besides hashes",
    )
    audit_days: int = Field(
        default=0,
        ge=0,
        description="days after which contents of the audit record are erased; 0: never",
    )
    gap_askers: int = Field(
        default=3,
        ge=1,
        description="people who must have asked before `tenkyo gaps` tells of it; without sign-in"
        " one is enough",
    )
    debug: bool = Field(
        default=False,
        description="whether an unexpected error is shown with its whole trace, as by `--debug`",
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
    traces: str = Field(
        default="",
        description="receiver that traces of requests are sent to, by OTLP over HTTP, such as"
        " `http://127.0.0.1:4318`; empty: none",
    )
    traces_contents: bool = Field(
        default=False,
        description="whether traces hold what was asked and which passages were found, besides"
        " times and numbers",
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=(), description="host names, besides this machine's, under which the chat is served"
    )
    allowed_origins: tuple[str, ...] = Field(
        default=(),
        description="origins of other pages that may show the chat in a frame, or call it",
    )
    api: Literal["open", "keys", "off"] = Field(
        default="open",
        description="who may call the HTTP API: `open` whoever may use the chat, or has a key;"
        " `keys` only who has a key; `off` nobody",
    )

    @property
    def least_askers(self) -> int:
        """Of how many people, at least, what they ask is told of."""
        return 1 if self.sign_in == "none" else self.gap_askers

    @property
    def people_address(self) -> str:
        """The address of the database of what people say, empty for that of the home folder."""
        return self.database.get_secret_value()

    @field_validator("allowed_origins")
    @classmethod
    def _are_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        for origin in origins:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin!r} is no origin such as 'https://intranet.example'")
        return origins

    @field_validator("language")
    @classmethod
    def _has_a_catalogue(cls, language: str) -> str:
        if language and language not in languages():
            raise ValueError(f"{language!r} is none of {', '.join(languages())}")
        return language

    @field_validator("public_url", "traces")
    @classmethod
    def _is_address(cls, address: str) -> str:
        if address and not _ADDRESS.fullmatch(address):
            raise ValueError("it is no address such as 'https://intranet.example/tenkyo'")
        return address.rstrip("/")


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
