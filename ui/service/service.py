"""What is done for a reader, whoever asks for it: the chat, the API, OpenAI's clients, or a tool.

Those read forms, call this, and put answers and errors in their own words. All calls take the
reader, so that what that reader may see is looked after in one place.
"""

import logging
import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from threading import Lock

from assistant.adding.attached_files import Attached
from assistant.answers.chain import cleaned
from assistant.assistant import Assistant
from assistant.conversations.conversations import MOST_HISTORY, new_id
from assistant.conversations.export_pages import FORMATS
from assistant.conversations.exports import make_export
from assistant.misses.miss import Miss
from assistant.pages.finding import find_all
from assistant.tracing.conventions import answering
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
from index.errors import MissingError, TenkyoError
from index.types import Document, Hit
from prompts.catalogues import ENGLISH
from ui.service.capacity import Capacity
from ui.service.turns import Asked, Place, Status, asked_of, turn_of

logger = logging.getLogger(__name__)


class NotKeptError(TenkyoError):
    """Raised when an answer stands but could not be stored, for `reason`."""

    def __init__(self, place: Place, asked: Asked, reason: TenkyoError) -> None:
        """Takes what could not be stored, and where."""
        super().__init__(str(reason))
        self.place, self.asked, self.reason = place, asked, reason


@dataclass(slots=True)
class _UnderWay:
    """A question that is being answered; who takes it decides what is stored of it.

    In a `known` conversation it is stored only if that is still there.
    """

    place: Place
    asked: Asked
    known: bool = False
    _taken: Lock = field(default_factory=Lock)

    def take(self) -> bool:
        """Ends the run; true for the first who does."""
        return self._taken.acquire(blocking=False)

    @property
    def is_over(self) -> bool:
        """Whether somebody has taken it."""
        return self._taken.locked()


class Service:
    """One assistant, at the service of readers."""

    def __init__(
        self,
        assistant: Assistant,
        capacity: Capacity | None = None,
        attached: Attached | None = None,
    ) -> None:
        """Takes whom to ask, how much that bears at once, and the files of conversations."""
        self.assistant = assistant
        self.capacity = capacity or Capacity()
        self.attached = attached or Attached(assistant)
        self._store = assistant.conversations
        self._running: dict[tuple[str, str], _UnderWay] = {}

    # Asking

    def place(self, reader: Reader, conversation_id: str) -> Place:
        """Returns the conversation of this id, or a new one if the reader has none of it."""
        try:
            known = bool(conversation_id) and self._store.has(reader, conversation_id)
        except TenkyoError:
            # Asking will meet the same trouble, and tells the reader.
            known = True
        return Place(reader, conversation_id if known else new_id())

    def ask(
        self,
        place: Place,
        asked: Asked,
        history: tuple[Exchange, ...] = (),
        *,
        pause: float = 0.0,
    ) -> Generator[Asked]:
        """Yields a question as its answer grows; the last one is done, and stored or on record.

        In a conversation what was said there is the history, and files that were attached to it are
        looked at. Where the question has a key it can be stopped, and what stands of it when nobody
        waits any more is stored. `pause` is the time between two sentences, in seconds.

        Raises:
            NotKeptError: the answer stands, and could not be stored.
            TenkyoError: there is none.
        """
        reader = self.attached.in_conversation(place.reader, place.conversation)
        run = self._begun(_UnderWay(place, asked, known=reader.conversation != ""))
        try:
            if place.conversation:
                history = self._store.history(*_of(place), MOST_HISTORY, before=asked.key)
            question = Question(asked.question, history, reader, asked.scope)
            with closing(self._answers(question, place)) as answers:
                # All searching is done for the first answer; a language model may take long for
                # the rest, and keeps nobody else waiting.
                with self.capacity.searching():
                    answer = next(answers, None)
                while answer is not None:
                    if run.asked.answer and not answer.model:
                        time.sleep(pause)
                    if run.is_over:
                        return
                    run.asked = replace(run.asked, answer=answer)
                    yield run.asked
                    answer = next(answers, None)
            if run.take():
                yield self._kept(run, replace(run.asked, status=Status.DONE))
        except Exception:
            run.take()
            raise
        finally:
            self._left(run)

    def stop(self, place: Place, asked: Asked) -> tuple[Place, Asked]:
        """Stops a question and stores what stands of it; one that was over stays as it is.

        Where it was asked before, and nothing of another answer has come, the first one stays.

        Raises:
            NotKeptError: it could not be stored.
        """
        run = self._running.get(_name(place, asked))
        begun = run is not None and run.take()
        if run and begun:
            place, asked = run.place, run.asked
        if not (begun and asked.answer) and (known := self._store.turn(*_of(place), asked.key)):
            return place, asked_of(known)
        run = run or _UnderWay(place, asked)
        return place, self._kept(run, replace(asked, status=Status.STOPPED))

    def rate(self, place: Place, key: str, verdict: tuple[bool, str, str]) -> Turn | None:
        """Stores a verdict, its reason and a comment on an answer; returns the turn with it.

        None if the turn has no answer.

        Raises:
            MissingError: the reader has no such turn.
        """
        turn = self._store.turn(*_of(place), key)
        if turn is None:
            raise MissingError("turn", key)
        if turn.answer is None:
            return None
        self._store.rate(
            place.conversation, key, Rating(turn.answer, *verdict, reader=place.reader)
        )
        return replace(turn, helpful=verdict[0])

    def _answers(self, question: Question, place: Place) -> Generator[Answer]:
        answers = answering(self.assistant.answering.stream(question))
        return answers if place.conversation else self._recorded(question.reader, answers)

    def _recorded(self, reader: Reader, answers: Generator[Answer]) -> Generator[Answer]:
        """Yields answers; the complete one is in the audit record before it is given.

        Those of a conversation are recorded when they are stored.
        """
        with closing(answers):
            last = next(answers)
            for answer in answers:
                yield last
                last = answer
            self.assistant.audit.answered(reader, last, via="api")
            yield last

    def _begun(self, run: _UnderWay) -> _UnderWay:
        if run.asked.key:
            self._running[_name(run.place, run.asked)] = run
        return run

    def _kept(self, run: _UnderWay, asked: Asked) -> Asked:
        """Stores a question where it was asked in a conversation."""
        place = run.place
        if not place.conversation:
            return asked
        if not asked.key and asked.answer:
            asked = replace(asked, key=new_id(), question=asked.answer.question)
        try:
            self._store.add(*_of(place), turn_of(asked), known=run.known)
        except TenkyoError as error:
            raise NotKeptError(place, asked, error) from error
        return asked

    def _left(self, run: _UnderWay) -> None:
        """Lets go of a question, and keeps what stands of it if nobody waits for it any more.

        What was answered to it before is not lost to that.
        """
        name = _name(run.place, run.asked)
        if self._running.get(name) is not run:
            return
        del self._running[name]
        if not run.take():
            return
        try:
            before = self._store.turn(*_of(run.place), run.asked.key)
            if before is None or before.answer is None:
                self._kept(run, replace(run.asked, status=Status.STOPPED))
        except TenkyoError:
            logger.exception("A turn that was left could not be stored")

    # Searching, and documents

    def search(self, question: Question, top_k: int) -> tuple[Hit, ...]:
        """Returns the best passages for a question."""
        with self.capacity.searching():
            return self.assistant.search(question, top_k)

    def find(self, question: Question, most: int) -> list[tuple[Document, tuple[int, int]]]:
        """Returns where whole words stand as they are, at most so many places, by their files.

        A star at the end of a word stands for any ending.

        Raises:
            UsageError: there are no words, or it is kept to what is not there.
        """
        words = cleaned(question.text, self.assistant.settings.max_question)
        library = self.assistant.access.view(question.reader, question.scope).library
        documents = map(library.document, library.records.document_ids())
        found = (
            (document, span)
            for document in documents
            if document
            for span in find_all(document.text, words, most, whole=True)
        )
        with self.capacity.searching():
            return list(islice(found, most))

    def why(self, reader: Reader, question: str, document_id: str, passage: str) -> Miss:
        """Returns what became of a passage for a question, as far as its reader may know.

        The question is on record, as others are.

        Raises:
            MissingError: there is no document of this id that the reader may see.
            UsageError: the question is empty or too long, or the passage outside of the document.
        """
        document = self.document(reader, document_id)
        asked = Question(question, reader=reader)
        with self.capacity.searching():
            miss = self.assistant.misses.why(asked, document.id, passage, tell_all=False)
        if miss.answer:
            self.assistant.audit.answered(reader, miss.answer, via="why")
        return miss

    def tokens(self, text: str) -> int:
        """Returns how many tokens of the embedding model a text has."""
        [count] = self.assistant.library.embedder.count([text])
        return count

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

        One that is removed in this moment is left out.

        Raises:
            MissingError: `after` is no document that the reader may see.
        """
        ids = self.assistant.document_ids(reader)
        if after and after not in ids:
            raise MissingError("document", after)
        begin = ids.index(after) + 1 if after else 0
        chosen = ids[begin : begin + most]
        there = (self.assistant.document(each, reader) for each in chosen)
        found = [document for document in there if document]
        # After one that is gone nothing could be asked for.
        last = found[-1].id if found else after
        return found, len(ids), last if begin + most < len(ids) else None

    def begin(self, reader: Reader) -> str:
        """Makes a conversation in which nothing was asked yet; returns its id."""
        return self._store.begin(reader)

    # Conversations: each raises `MissingError` if the reader has none of this id

    def check(self, reader: Reader, conversation_id: str) -> None:
        """Checks that a reader has a conversation."""
        if not self._store.has(reader, conversation_id):
            raise MissingError("conversation", conversation_id)

    def conversations(
        self, reader: Reader, search: str = "", after: str = "", *, most: int
    ) -> tuple[ConversationHeading, ...]:
        """Returns so many conversations, the latest first, with all words that are looked for."""
        if after:
            self.check(reader, after)
        return self._store.find(reader, search, after=after, most=most)

    def conversation(self, reader: Reader, conversation_id: str, latest: int = 0) -> Conversation:
        """Returns a conversation with its turns, with `latest` only so many of them."""
        self.check(reader, conversation_id)
        return self._store.open(reader, conversation_id, latest)

    def history(self, reader: Reader, conversation_id: str) -> tuple[Exchange, ...]:
        """Returns the latest questions and answers of a conversation, oldest first."""
        self.check(reader, conversation_id)
        return self._store.history(reader, conversation_id, MOST_HISTORY)

    def export(
        self, reader: Reader, conversation_id: str, form: str, language: str = ENGLISH
    ) -> tuple[str, str]:
        """Returns the title of a conversation, and all of it as a file in a form of exports."""
        found = self.conversation(reader, conversation_id)
        return found.heading.title, FORMATS[form](make_export([found], language))

    def rename(self, reader: Reader, conversation_id: str, title: str) -> None:
        """Gives a conversation another title.

        Raises:
            UsageError: the title is empty or too long.
        """
        self.check(reader, conversation_id)
        self._store.rename(reader, conversation_id, title)

    def delete(self, reader: Reader, conversation_id: str) -> None:
        """Deletes a conversation, and the files that belong to it."""
        self.check(reader, conversation_id)
        self._store.delete(reader, conversation_id)
        self.attached.sweep()


def _of(place: Place) -> tuple[Reader, str]:
    return place.reader, place.conversation


def _name(place: Place, asked: Asked) -> tuple[str, str]:
    return place.reader.name, asked.key
