"""Asking in stored conversations: a turn is stored when it is done or stopped, then shown so.

What is being answered is known here by reader and key. Whoever takes it out of there stores it:
the answer that is complete, a reader who stops it, or the end of a page that nobody reads any more.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.assistant import Assistant
from assistant.conversations.conversations import new_id
from assistant.types import Rating, Reader
from index.errors import TenkyoError
from prompts.catalogues import Wording
from ui.html.told import told
from ui.service.asking import Asking
from ui.service.turns import Asked, Status, asked_of, turn_of

logger = logging.getLogger(__name__)
_HISTORY = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is asked: by whom, and in which conversation."""

    reader: Reader
    conversation: str


class Talk:
    """Asks one assistant in the conversations of its readers."""

    def __init__(self, assistant: Assistant, asking: Asking) -> None:
        """Takes whom to ask, and how."""
        self._store = assistant.conversations
        self._asking = asking
        self._running: dict[tuple[str, str], tuple[Place, Asked]] = {}

    def place(self, reader: Reader, conversation_id: str) -> Place:
        """Returns the conversation of this id, or a new one if the reader has none of it."""
        try:
            known = bool(conversation_id) and self._store.has(reader, conversation_id)
        except TenkyoError:
            # Asking will meet the same trouble, and tells the reader.
            known = True
        return Place(reader, conversation_id if known else new_id())

    def ask(self, place: Place, asked: Asked, words: Wording) -> Iterator[Asked]:
        """Yields a turn as its answer grows; the last one has been stored, or has failed."""
        name = (place.reader.name, asked.key)
        self._running[name] = (place, asked)
        try:
            history = self._store.history(*_of(place), _HISTORY, before=asked.key)
            for turn in self._asking.ask(asked, history, words, place.reader):
                if name not in self._running:
                    return
                self._running[name] = (place, turn)
                yield turn if turn.status is Status.WORKING else self._ended(name, turn, words)
        except TenkyoError as error:
            self._running.pop(name, None)
            yield replace(asked, status=Status.FAILED, problem=told(error, words))
        finally:
            self._abandon(name)

    def stop(self, place: Place, asked: Asked, words: Wording) -> tuple[Place, Asked]:
        """Stops a turn and stores what stands of it; one that was over stays as it is."""
        running = self._running.pop((place.reader.name, asked.key), None)
        if running is None and (known := self._store.turn(*_of(place), asked.key)):
            return place, asked_of(known)
        at, turn = running or (place, asked)
        return at, self._stored(at, replace(turn, status=Status.STOPPED), words)

    def rate(self, place: Place, key: str, rating: tuple[bool, str, str]) -> Asked | None:
        """Stores a verdict, its reason and a comment on an answer; returns the turn with it."""
        turn = self._store.turn(*_of(place), key)
        if turn is None or turn.answer is None:
            return None
        said = Rating(turn.answer, *rating, reader=place.reader)
        self._store.rate(place.conversation, key, said)
        return asked_of(replace(turn, helpful=said.helpful))

    def _ended(self, name: tuple[str, str], turn: Asked, words: Wording) -> Asked:
        running = self._running.pop(name, None)
        if running is None or turn.status is Status.FAILED:
            return turn
        return self._stored(running[0], turn, words)

    def _stored(self, place: Place, turn: Asked, words: Wording) -> Asked:
        try:
            self._store.add(*_of(place), turn_of(turn))
        except TenkyoError as error:
            problem = f"{words('talk-not-stored')} {told(error, words)}"
            return replace(turn, status=Status.FAILED, problem=problem)
        return turn

    def _abandon(self, name: tuple[str, str]) -> None:
        """Keeps what stands of an answer that nobody waits for any more."""
        running = self._running.pop(name, None)
        if running is None:
            return
        place, turn = running
        try:
            self._store.add(*_of(place), turn_of(replace(turn, status=Status.STOPPED)))
        except TenkyoError:
            logger.exception("A turn that was left could not be stored")


def _of(place: Place) -> tuple[Reader, str]:
    return place.reader, place.conversation
