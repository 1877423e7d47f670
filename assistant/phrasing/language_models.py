"""Language models: any that LangChain knows, opened by one setting, streamed within limits.

The only module that imports `langchain`. A model runs in an event loop of its own thread, so that
a request which nobody waits for any more is closed at once, wherever it stands.
"""

import asyncio
import re
import threading
import time
from collections.abc import Callable, Coroutine, Generator, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache, partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

import httpx
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompt_values import PromptValue
from langchain_core.runnables import Runnable
from pydantic import SecretStr

from assistant.access.addresses import host_of, is_this_machine
from assistant.phrasing.model_failures import (
    FailureKind,
    ModelFailure,
    explained,
    may_pass,
    wait_asked_for,
)
from assistant.settings import Settings
from assistant.tracing.conventions import writing

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_TICK = 0.25
"""How often a stream yields while nothing comes, in seconds: only then can it be stopped."""

NO_KEY = "none"
"""What stands for a key: servers of one's own often want none, OpenAI's client insists on one."""

_PACKAGE = re.compile(r"pip install (?:-U )?([\w-]+)")

OpenModel = Callable[[], "BaseChatModel"]
Prompting = Runnable[dict[str, str], PromptValue]
"""What makes a prompt of the values of its variables, as a `ChatPromptTemplate` does."""


@dataclass(frozen=True, slots=True)
class ModelLimits:
    """How long a model may take: to its first words and in all, in seconds, retries included.

    `pause` is the wait before the first of `retries`; each further one is twice as long.
    """

    first_token: float = 60.0
    total: float = 180.0
    retries: int = 2
    pause: float = 0.5


class LanguageModel:
    """A chat model of LangChain, opened when it is first asked, for any number of threads."""

    def __init__(self, name: str, open_model: OpenModel, limits: ModelLimits | None = None) -> None:
        """`name` is what answers are signed with; `open_model` may take seconds, and may fail."""
        self.name = name
        self._open = open_model
        self._limits = limits or ModelLimits()
        self._opened: BaseChatModel | None = None
        self._opening = threading.Lock()

    def warm(self) -> None:
        """Begins to open the model in the background, so that the first question need not wait."""
        asyncio.run_coroutine_threadsafe(asyncio.to_thread(self.opened), _loop())

    def stream(self, prompt: Prompting, values: Mapping[str, str]) -> Generator[str]:
        """Yields what `prompt | model | parser` writes for the values of the prompt's variables.

        It is an empty text whenever nothing came for a moment.

        Closing the iterator closes the request. Busy servers and lost connections are tried again
        as long as nothing was written.

        Raises:
            ModelFailure: the model cannot be opened or reached, fails, or takes too long.
        """
        return writing(self.name, self._written(prompt, values))

    def _written(self, prompt: Prompting, values: Mapping[str, str]) -> Generator[str]:
        clock = _Clock(self._limits)
        read = partial(self._read, prompt, dict(values))
        for attempt in range(self._limits.retries + 1):
            with closing(_ModelRequest(read)) as reply:
                yield from self._pieces(reply, clock)
                error = reply.error()
            if error is None:
                return
            pause = max(self._limits.pause * 2**attempt, wait_asked_for(error))
            if clock.written or attempt == self._limits.retries or not may_pass(error):
                raise self._failure(error)
            yield from clock.waiting(pause)

    def _pieces(self, reply: "_ModelRequest", clock: "_Clock") -> Iterator[str]:
        while (piece := reply.next(clock.tick())) is not None:
            clock.written = clock.written or bool(piece)
            yield piece
            clock.check()

    async def _read(
        self, prompt: Prompting, values: dict[str, str], put: Callable[[str], None]
    ) -> None:
        model = self._opened
        if model is None:
            model = await asyncio.to_thread(self.opened)
        chain = prompt | model | StrOutputParser()
        async for text in chain.astream(values):
            if text:
                put(text)

    def opened(self) -> "BaseChatModel":
        """Returns the model of LangChain, opened if it was not."""
        with self._opening:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _failure(self, error: BaseException) -> ModelFailure:
        if self._opened is None:
            return ModelFailure(FailureKind.UNUSABLE, str(error))
        return explained(error, self.name)


class _Clock:
    """Watches the time limits of one question."""

    def __init__(self, limits: ModelLimits) -> None:
        self._began = time.monotonic()
        self._limits = limits
        self.written = False

    def tick(self) -> float:
        """Returns how long to wait for the next piece before looking up."""
        return max(0.0, min(_TICK, self._limit() - self._passed()))

    def check(self) -> None:
        """Raises `ModelFailure` once the time is over."""
        if self._passed() > self._limit():
            what = "All of an answer" if self.written else "The first words of an answer"
            raise ModelFailure(
                FailureKind.LATE,
                f"{what} took longer than {self._limit():g} s. Allow more, or name a faster model.",
            )

    def waiting(self, seconds: float) -> Iterator[str]:
        """Yields empty texts for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, self.tick() or left))
            yield ""
            self.check()

    def _passed(self) -> float:
        return time.monotonic() - self._began

    def _limit(self) -> float:
        limits = self._limits
        return limits.total if self.written else min(limits.first_token, limits.total)


class _ModelRequest:
    """One request to a model, under way in the loop."""

    def __init__(self, read: Callable[[Callable[[str], None]], Coroutine[Any, Any, None]]) -> None:
        self._arrived: SimpleQueue[str | None] = SimpleQueue()
        self._task = asyncio.run_coroutine_threadsafe(read(self._arrived.put), _loop())
        self._task.add_done_callback(lambda _: self._arrived.put(None))

    def next(self, seconds: float) -> str | None:
        """Returns what was written next, an empty text if nothing was, None at the end."""
        with suppress(Empty):
            return self._arrived.get(timeout=seconds)
        return ""

    def error(self) -> BaseException | None:
        """Returns why the reply ended early, None if it did not."""
        return self._task.exception()

    def close(self) -> None:
        """Ends the request, with its connection."""
        self._task.cancel()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Returns the event loop that all models share: their connections are bound to it."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="language models", daemon=True).start()
    return loop


def language_model(settings: Settings) -> LanguageModel | None:
    """Returns the model that the settings name, not yet opened, None if they name none."""
    if not settings.chat_model:
        return None
    limits = ModelLimits(settings.chat_first_token_seconds, settings.chat_seconds)
    return LanguageModel(settings.chat_model, lambda: open_model(settings), limits)


def open_model(settings: Settings) -> "BaseChatModel":
    """Opens the chat model that the settings name; nothing is sent yet.

    Raises:
        ModelFailure: no package or provider has it; the message says what to do.
    """
    provider, colon, name = settings.chat_model.partition(":")
    if not (provider and colon and name):
        raise _unusable(settings, "it names no provider; write PROVIDER:NAME, as in ollama:qwen3")
    from langchain.chat_models import init_chat_model

    options = {**_options(settings, provider), **_place(settings), **_direct(settings, provider)}
    try:
        if provider == "openai" and settings.chat_base_url:
            return _open_compatible(name, options)
        opened: BaseChatModel = init_chat_model(name, model_provider=provider, **options)
    except ImportError as error:
        package = _PACKAGE.search(str(error))
        lacking = package[1] if package else f"langchain-{provider}"
        raise _unusable(settings, f"install what it needs: pip install {lacking}") from error
    except (ValueError, TypeError) as error:
        reason = str(error).splitlines()[0][:200]
        raise _unusable(settings, f"the provider {provider!r} refuses it: {reason}") from error
    return opened


def _options(settings: Settings, provider: str) -> dict[str, Any]:
    """Returns what a provider calls the options that are set for every model."""
    room = settings.chat_answer_tokens
    match provider:
        case "ollama":
            # Ollama cuts a longer prompt without a word unless it is told the size.
            return {"temperature": 0, "num_predict": room, "num_ctx": settings.chat_context}
        case "openai":
            options = {"temperature": 0, "max_tokens": room, "max_retries": 0}
            return {**options, "use_responses_api": False, "stream_usage": False}
    return {"temperature": 0, "max_tokens": room}


def _place(settings: Settings) -> dict[str, Any]:
    """Returns where the model is, and the key for it, as far as they are set."""
    key = settings.chat_api_key.get_secret_value()
    place = {"base_url": settings.chat_base_url, "api_key": key}
    return {name: value for name, value in place.items() if value}


def _direct(settings: Settings, provider: str) -> dict[str, Any]:
    """Returns what keeps requests to a server of this machine from going to a proxy."""
    host = host_of(settings.chat_base_url)
    if not (host and is_this_machine(host)):
        return {}
    if provider == "ollama":
        return {"client_kwargs": {"trust_env": False}}
    if provider == "openai":
        return {
            "http_client": httpx.Client(trust_env=False),
            "http_async_client": httpx.AsyncClient(trust_env=False),
        }
    return {}


def _open_compatible(name: str, options: dict[str, Any]) -> "BaseChatModel":
    """Opens a model behind another server that speaks the protocol of OpenAI."""
    from langchain_openai import ChatOpenAI
    from openai import OpenAIError

    # Some servers know the limit of an answer only by its older name.
    options = {**options, "extra_body": {"max_tokens": options["max_tokens"]}}
    try:
        return ChatOpenAI(model=name, **options)
    except OpenAIError:
        return ChatOpenAI(model=name, **options, api_key=SecretStr(NO_KEY))


def _unusable(settings: Settings, reason: str) -> ModelFailure:
    return ModelFailure(
        FailureKind.UNUSABLE, f"TENKYO_CHAT_MODEL is {settings.chat_model!r}: {reason}."
    )
