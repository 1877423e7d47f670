"""What the API does for a reader: every call of the assistant that a route or a tool makes.

All of them take the reader, so that what that reader may see is looked after in one place.
"""

from collections.abc import Iterator
from contextlib import closing

from assistant.assistant import Assistant
from assistant.conversations.conversations import new_id
from assistant.conversations.export_pages import FORMATS
from assistant.conversations.exports import make_export
from assistant.types import (
    Answer,
    Conversation,
    ConversationHeading,
    Exchange,
    Question,
    Rating,
    Reader,
    Turn,
)
from index.errors import MissingError
from index.types import Document, Hit

_HISTORY = 12


class Desk:
    """One assistant, at the service of readers."""

    def __init__(self, assistant: Assistant) -> None:
        """Takes whom to ask."""
        self.assistant = assistant
        self._store = assistant.conversations

    def search(self, question: Question, top_k: int) -> tuple[Hit, ...]:
        """Returns the best passages for a question."""
        return self.assistant.search(question, top_k)

    def answers(self, question: Question, kept: bool = False) -> Iterator[Answer]:
        """Yields the answer to a question as it grows; the last one is complete.

        It is in the audit record before it is given, unless it is `kept` in a conversation, which
        records it too.
        """
        with closing(self.assistant.answering.stream(question)) as stream:
            last = next(stream)
            for answer in stream:
                yield last
                last = answer
            if not kept:
                self.assistant.audit.answered(question.reader, last, via="api")
            yield last

    def tokens(self, text: str) -> int:
        """Returns how many tokens of the embedding model a text has."""
        [count] = self.assistant.library.embedder.count([text])
        return count

    # Documents

    def document(self, reader: Reader, document_id: str) -> Document:
        """Returns a document.

        Raises:
            MissingError: there is none of this id that the reader may see.
        """
        document = self.assistant.document(document_id, reader)
        if document is None:
            raise MissingError("document", document_id)
        return document

    def remarks(self, reader: Reader) -> dict[str, tuple[str, ...]]:
        """Returns what was left out of the documents that a reader may see, by their ids."""
        return self.assistant.access.library(reader).records.remarks()

    def page(self, reader: Reader, after: str, most: int) -> tuple[list[Document], int, str | None]:
        """Returns documents by path, how many there are in all, and the last id if more follow.

        Raises:
            MissingError: `after` is no document that the reader may see.
        """
        ids = self.assistant.document_ids(reader)
        if after and after not in ids:
            raise MissingError("document", after)
        begin = ids.index(after) + 1 if after else 0
        chosen = ids[begin : begin + most]
        found = [self.document(reader, each) for each in chosen]
        return found, len(ids), chosen[-1] if begin + most < len(ids) else None

    # Conversations: each raises `MissingError` if the reader has none of this id

    def history(self, reader: Reader, conversation_id: str) -> tuple[Exchange, ...]:
        """Returns what was said last in a conversation."""
        self._check(reader, conversation_id)
        return self._store.history(reader, conversation_id, _HISTORY)

    def keep(self, reader: Reader, conversation_id: str, answer: Answer) -> Turn:
        """Stores an answer as the last turn of a conversation, which may be a new one."""
        turn = Turn(new_id(), answer.question, answer)
        self._store.add(reader, conversation_id, turn)
        return turn

    def conversations(
        self, reader: Reader, search: str, after: str, most: int
    ) -> tuple[ConversationHeading, ...]:
        """Returns conversations, the latest first; one more than `most` if there are more."""
        if after:
            self._check(reader, after)
        return self._store.find(reader, search, after=after, most=most + 1)

    def conversation(self, reader: Reader, conversation_id: str) -> Conversation:
        """Returns a conversation with its turns."""
        self._check(reader, conversation_id)
        return self._store.open(reader, conversation_id)

    def export(self, reader: Reader, conversation_id: str, form: str) -> str:
        """Returns a conversation as a file, in one of the forms of exports."""
        return FORMATS[form](make_export([self.conversation(reader, conversation_id)]))

    def rename(self, reader: Reader, conversation_id: str, title: str) -> None:
        """Gives a conversation another title."""
        self._check(reader, conversation_id)
        self._store.rename(reader, conversation_id, title)

    def delete(self, reader: Reader, conversation_id: str) -> None:
        """Deletes a conversation."""
        self._check(reader, conversation_id)
        self._store.delete(reader, conversation_id)

    def turn(self, reader: Reader, conversation_id: str, key: str) -> Turn:
        """Returns one turn of a conversation."""
        turn = self._store.turn(reader, conversation_id, key)
        if turn is None:
            raise MissingError("turn", key)
        return turn

    def rate(self, conversation_id: str, turn: Turn, rating: Rating) -> None:
        """Stores what a reader thinks of the answer of a turn."""
        self._store.rate(conversation_id, turn.key, rating)

    def _check(self, reader: Reader, conversation_id: str) -> None:
        if not self._store.has(reader, conversation_id):
            raise MissingError("conversation", conversation_id)
