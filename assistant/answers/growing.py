"""Answers that grow, as a LangChain runnable: each state is streamed, the last one is whole."""

import asyncio
from abc import abstractmethod
from collections.abc import AsyncGenerator, Generator
from contextlib import closing

from langchain_core.runnables import Runnable, RunnableConfig

from assistant.types import Answer, Question


class GrowingAnswers(Runnable[Question, Answer]):
    """A runnable that makes an answer of a question, with all that LangChain expects of one.

    Callbacks are told of `invoke`, `stream`, `batch` and their asynchronous forms alike, and of the
    retriever and the language model that are asked within.
    """

    @abstractmethod
    def stream(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: object
    ) -> Generator[Answer]:
        """Yields the answer as it grows, the first one when the search is over.

        The last one is complete. A language model may come after the first: closing the generator
        ends what it is asked.

        Raises:
            UsageError: the question is empty or too long.
            NoIndexError: nothing is indexed.
        """

    @abstractmethod
    def invoke(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: object
    ) -> Answer:
        """Returns the complete answer; raises as `stream` does."""

    async def astream(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: object
    ) -> AsyncGenerator[Answer]:
        """Yields the same as `stream` without keeping the event loop waiting."""
        with closing(self.stream(input, config)) as grown:
            while (answer := await asyncio.to_thread(next, grown, None)) is not None:
                yield answer
