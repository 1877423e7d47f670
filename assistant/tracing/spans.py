"""Spans: the steps of a request and how long each took, as OpenTelemetry's conventions name them.

A step is a part of what is traced around it; where nothing is, nothing is noted. So no code but
that which begins a trace knows whether there is one, and this module knows no library.

No span holds contents: what was asked, quoted or named goes through `note_contents` alone, which
keeps it only where the settings say so. Of an error, only the name of its class is noted.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from contextvars import ContextVar
from typing import Literal, Protocol, TypeVar

T = TypeVar("T")
Kind = Literal["server", "client", "internal"]
Facts = Mapping[str, str | int | float | bool]


class TraceStep(Protocol):
    """A step under way."""

    def begin(self, name: str, facts: Facts, kind: Kind = "internal") -> "TraceStep":
        """Begins a step that is a part of this one."""

    def call(self, name: str) -> None:
        """Gives the step another name, now that more is known of it."""

    def note(self, facts: Facts) -> None:
        """Notes what is none of the contents, such as how much was found."""

    def note_contents(self, facts: Callable[[], Facts]) -> None:
        """Notes contents where the settings say so; else they are not even put together."""

    def fail(self, error: str) -> None:
        """Notes that the step failed, by the name of an error."""

    def end(self) -> None:
        """Ends the step."""


class Untraced:
    """The step of a request that nobody traces."""

    def begin(self, name: str, facts: Facts, kind: Kind = "internal") -> TraceStep:
        """Begins nothing."""
        return self

    def call(self, name: str) -> None:
        """Names nothing."""

    def note(self, facts: Facts) -> None:
        """Notes nothing."""

    def note_contents(self, facts: Callable[[], Facts]) -> None:
        """Notes nothing."""

    def fail(self, error: str) -> None:
        """Notes nothing."""

    def end(self) -> None:
        """Ends nothing."""


class Traces(Protocol):
    """Where traces begin."""

    def around(self, caller: str = "") -> TraceStep:
        """Returns what the first step of a trace is a part of, by the `traceparent` of a caller.

        Without one, or one that is none, the step begins a trace of its own.
        """


UNTRACED = Untraced()
_around: ContextVar[TraceStep] = ContextVar("span", default=UNTRACED)


@contextmanager
def within(span: TraceStep) -> Iterator[None]:
    """Makes what is done a part of a step."""
    token = _around.set(span)
    try:
        yield
    finally:
        _around.reset(token)


@contextmanager
def step(name: str, facts: Facts, kind: Kind = "internal") -> Iterator[TraceStep]:
    """Does a step as a part of the one around it."""
    span = _around.get().begin(name, facts, kind)
    with within(span), _ended(span):
        yield span


def steps_within(span: TraceStep, items: Generator[T]) -> Generator[T]:
    """Returns the items of a generator, whose work is a part of a step.

    What takes the items may be in another thread each time, and is no part of it.
    """
    return items if span is UNTRACED else _within_each(span, items)


def traced(
    name: str,
    facts: Facts,
    items: Generator[T],
    *,
    kind: Kind = "internal",
    told: Callable[[TraceStep, T], None] = lambda _span, _item: None,
) -> Generator[T]:
    """Returns the items of a generator, as one step; `told` notes what is to be told of the last.

    The step is a part of the one around this call, and begins with the first item.
    """
    around = _around.get()
    if around is UNTRACED:
        return items
    return _as_one(lambda: around.begin(name, facts, kind), items, told)


def _within_each(span: TraceStep, items: Generator[T]) -> Generator[T]:
    with closing(items):
        while True:
            with within(span):
                item = next(items, _END)
            if item is _END:
                return
            yield item  # type: ignore[misc]


def _as_one(
    begin: Callable[[], TraceStep], items: Generator[T], told: Callable[[TraceStep, T], None]
) -> Generator[T]:
    span, last = begin(), None
    with _ended(span), closing(_within_each(span, items)) as within_step:
        for last in within_step:
            yield last
        if last is not None:
            told(span, last)


@contextmanager
def _ended(span: TraceStep) -> Iterator[None]:
    """Ends a step with what is done; one that nobody waits for any more has not failed."""
    try:
        yield
    except Exception as error:
        span.fail(type(error).__qualname__)
        raise
    finally:
        span.end()


_END = object()
