"""Answers that grow, as a LangChain runnable: each state is streamed, the last one is whole."""

import asyncio
from abc import abstractmethod
from collections.abc import AsyncGenerator, Generator, Iterator
from contextlib import closing

from langchain_core.runnables import Runnable, RunnableConfig

from assistant.types import Answer, Question


class GrowingAnswers(Runnable[Question, Answer]):
    """A runnable that makes an answer of a question, with all that LangChain expects of one.

    Callbacks are told of `invoke`, `stream`, `batch` and their asynchronous forms alike, and of the
    retriever and the language model that are asked within.
    """

    @abstractmethod
    def states(self, question: Question) -> Iterator[Answer]:
        """Yields the answer as it grows, the first one when the search is over.

        A language model may come after it: closing the iterator ends what it is asked.

        Raises:
            UsageError: the question is empty or too long.
            NoIndexError: nothing is indexed.
        """

    @abstractmethod
    def whole(self, question: Question) -> Answer:
        """Returns the complete answer; raises as `states` does."""

    def invoke(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: object
    ) -> Answer:
        """Answers one question; raises as `states` does."""
        return self._call_with_config(self.whole, input, config)

    def stream(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: object
    ) -> Generator[Answer]:
        """Yields the answer as it grows; the last one is complete."""
        yield from self._transform_stream_with_config(iter([input]), self._of, config)

    async def astream(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: object
    ) -> AsyncGenerator[Answer]:
        """Yields the same without keeping the event loop waiting."""
        with closing(self.stream(input, config)) as grown:
            while (answer := await asyncio.to_thread(next, grown, None)) is not None:
                yield answer

    def _of(self, questions: Iterator[Question]) -> Iterator[Answer]:
        for question in questions:
            yield from self.states(question)
