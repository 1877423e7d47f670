"""Answering in steps: each asks for what is to be looked up, and is handed what was found.

So a search is called by who takes the steps, and by nobody within them, however deep they lead.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Generic, TypeVar

from index.errors import ReplacedError
from index.read_protocol import ReadableSnapshot
from index.search.queries import Query
from index.search.retrieval import Found

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is to be looked for, and in which snapshot of the library."""

    query: Query
    snapshot: ReadableSnapshot


Steps = Generator[Lookup, Found, Result]
"""Steps to a result: `found = yield Lookup(query, snapshot)`; those of others by `yield from`."""


class Thought(Generic[Result]):
    """Steps that are taken: as long as there is a `lookup`, what it finds is waited for.

    Where the snapshot that they began with was deleted meanwhile, which takes two runs of
    indexing, they begin once more.
    """

    def __init__(self, begin: Callable[[], Steps[Result]]) -> None:
        """Takes the first steps, up to what is to be looked up."""
        self._begin, self._again = begin, False
        self._steps = begin()
        self._result: Result | None = None
        self.lookup: Lookup | None = None
        self._advance(self._first)

    @property
    def result(self) -> Result:
        """What the steps led to, once nothing is to be looked up any more."""
        assert self._result is not None
        return self._result

    def go_on(self, found: Found) -> None:
        """Takes the steps after a search."""
        self._advance(lambda: self._steps.send(found))

    def begin_again(self, error: ReplacedError) -> None:
        """Takes the first steps once more.

        Raises:
            ReplacedError: they were taken twice already.
        """
        if self._again:
            raise error
        self._again, self._steps = True, self._begin()
        self._advance(self._first)

    def _first(self) -> Lookup:
        return next(self._steps)

    def _advance(self, step: Callable[[], Lookup]) -> None:
        try:
            self.lookup = step()
        except StopIteration as end:
            self.lookup, self._result = None, end.value
        except ReplacedError as error:
            self.begin_again(error)
