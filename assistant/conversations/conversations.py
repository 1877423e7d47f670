"""Conversations of each reader, kept in the records.

Every method takes the reader, and finds nothing that belongs to another one. A turn is acknowledged
by `add` returning: from then on it survives a kill of the process.
"""

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.access.access import Authorize, Basis
from assistant.audit.audit import Audit
from assistant.conversations.ratings import Ratings
from assistant.conversations.stored_answers import (
    Find,
    Version,
    basis_of,
    documents_of,
    dump_answer,
    load_answer,
    told_of,
)
from assistant.conversations.titles import checked_title, title_of
from assistant.types import Conversation, ConversationHeading, Exchange, Rating, Reader, Turn
from assistant.wording.remarks import withheld
from index.command_line import command
from index.database.tables import column, declare_table, optional, primary, stamp
from index.errors import UsageError
from index.store.kept_versions import refer_only
from index.store.records import Records
from index.text.control_characters import storable
from index.text.folding import bare
from index.types import Document

_conversations = declare_table(
    "conversations",
    primary("id"),
    column("reader"),
    column("title"),
    column("folded"),
    column("created"),
    column("updated"),
    sa.Index("conversations_of_reader", "reader", "updated", "id"),
)
_turns = declare_table(
    "turns",
    primary("conversation"),
    primary("number", sa.Integer),
    column("key"),
    column("asked"),
    column("question", sa.Text),
    column("said", sa.Text),
    column("folded", sa.Text),
    column("answer", sa.JSON),
    column("versions", sa.JSON),
    column("stopped", sa.Boolean),
    optional("helpful", sa.Boolean),
    sa.UniqueConstraint("conversation", "key"),
)

PAGE = 50
"""How many conversations a list shows at once."""

_MOST_WORDS = 12
_BEYOND = 2**31


# What the answer of a turn tells of beside the versions that it shows.
_TOLD = [
    _turns.c.answer["named"].label("named"),
    _turns.c.answer["choices"].label("choices"),
    _turns.c.answer["counted"].label("counted"),
]


def _everything(_reader: Reader, _basis: Basis) -> bool:
    return True


class Conversations:
    """The conversations of one home folder."""

    def __init__(
        self,
        records: Records,
        authorize: Authorize = _everything,
        audit: Audit | None = None,
    ) -> None:
        """Keeps them beside the `records`; with an `audit`, what is stored is recorded.

        An answer that shows, names or counts what its reader may not see any more, which
        `authorize` tells, is withheld.
        """
        self._records, self._authorize = records, authorize
        self._database = records.people
        self._audit = audit
        self._ratings = Ratings(records)
        self._changing = audit.transaction if audit else records.people.transaction

    def add(self, reader: Reader, conversation_id: str, turn: Turn) -> None:
        """Stores a turn; a new conversation is made of its first one.

        A turn whose key is there already takes its place, and what came after it is forgotten.

        Raises:
            UsageError: the conversation belongs to another reader.
        """
        now = stamp("microseconds")
        with self._changing() as connection:
            # The first statement writes: a transaction that only read would not be let write
            # after another process did.
            mine = _of(reader, conversation_id)
            changed = connection.execute(sa.update(_conversations).where(mine).values(updated=now))
            if not changed.rowcount:
                _begin(connection, reader, conversation_id, (turn, now))
            number = _make_room(connection, conversation_id, turn.key)
            row = {"conversation": conversation_id, "number": number, **_turn_row(turn, now)}
            connection.execute(sa.insert(_turns).values(row))
            cited = documents_of(turn.answer) if turn.answer else ()
            self._records.keep(connection, _holder(conversation_id), cited)
            if self._audit:
                self._audit.turn(connection, reader, conversation=conversation_id, turn=turn)

    def rate(self, conversation_id: str, key: str, rating: Rating) -> None:
        """Stores what a reader thinks of a turn of theirs: with the turn, and as a rating.

        Raises:
            UsageError: the reason is none of `REASONS`.
        """
        mine = sa.exists().where(_of(rating.reader, conversation_id))
        where = (_turns.c.conversation == conversation_id) & (_turns.c.key == key) & mine
        with self._changing() as connection:
            change = sa.update(_turns).where(where).values(helpful=rating.helpful)
            if connection.execute(change).rowcount:
                self._ratings.add(connection, rating)
                if self._audit:
                    self._audit.rated(connection, rating, conversation=conversation_id, turn=key)

    def has(self, reader: Reader, conversation_id: str) -> bool:
        """Tells whether the reader has this conversation."""
        query = sa.select(_conversations.c.id).where(_of(reader, conversation_id))
        with self._database.transaction() as connection:
            return connection.execute(query).first() is not None

    def find(
        self, reader: Reader, words: str = "", *, after: str = "", most: int = PAGE
    ) -> tuple[ConversationHeading, ...]:
        """Returns conversations, the latest first; with `words`, those that hold all of them.

        Words of an answer that is withheld from the reader do not count. `after` is the id of the
        last one that is known already.
        """
        query = _headings().where(_conversations.c.reader == reader.name)
        wanted = bare(storable(words)).split()[:_MOST_WORDS]
        hidden = self._withheld(reader, wanted) if wanted else []
        for word in wanted:
            query = query.where(_holds(word, hidden))
        if after:
            query = query.where(_beyond(reader, after))
        columns = _conversations.c
        query = query.order_by(columns.updated.desc(), columns.id.desc()).limit(most)
        with self._database.transaction() as connection:
            return tuple(_heading(row) for row in connection.execute(query))

    def open(self, reader: Reader, conversation_id: str, latest: int = 0) -> Conversation:
        """Returns a conversation with its turns, with `latest` only so many of them.

        Raises:
            UsageError: the reader has no such conversation.
        """
        heading = self.heading(reader, conversation_id)
        query = sa.select(_turns, *_TOLD).where(_turns.c.conversation == conversation_id)
        query = query.order_by(_turns.c.number.desc())
        with self._database.transaction() as connection:
            rows = connection.execute(query.limit(latest) if latest else query).all()
        find = self._finder()
        turns = tuple(self._shown(reader, row, find) for row in reversed(rows))
        return Conversation(heading, turns, max(0, heading.turns - len(turns)))

    def heading(self, reader: Reader, conversation_id: str) -> ConversationHeading:
        """Returns how a conversation stands in a list.

        Raises:
            UsageError: the reader has no such conversation.
        """
        query = _headings().where(_of(reader, conversation_id))
        with self._database.transaction() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise unknown(conversation_id)
        return _heading(row)

    def turn(self, reader: Reader, conversation_id: str, key: str) -> Turn | None:
        """Returns one turn of a conversation, None if the reader has no such turn."""
        mine = sa.exists().where(_of(reader, conversation_id))
        where = (_turns.c.conversation == conversation_id) & (_turns.c.key == key) & mine
        with self._database.transaction() as connection:
            row = connection.execute(sa.select(_turns, *_TOLD).where(where)).one_or_none()
        return self._shown(reader, row, self._finder()) if row else None

    def history(
        self, reader: Reader, conversation_id: str, most: int, before: str = ""
    ) -> tuple[Exchange, ...]:
        """Returns the latest questions and answers, oldest first; `before` is the key of a turn."""
        mine = sa.exists().where(_of(reader, conversation_id))
        columns = _turns.c
        query = sa.select(_turns, *_TOLD).where(
            columns.conversation == conversation_id, columns.said != "", mine
        )
        if before:
            place = sa.func.coalesce(_number_of(conversation_id, before), _BEYOND)
            query = query.where(columns.number < place)
        with self._database.transaction() as connection:
            rows = connection.execute(query.order_by(columns.number.desc()).limit(most)).all()
        return tuple(self._exchange(reader, row) for row in reversed(rows))

    def rename(self, reader: Reader, conversation_id: str, title: str) -> None:
        """Gives a conversation another title.

        Raises:
            UsageError: the title is empty or too long, or the reader has no such conversation.
        """
        title = checked_title(title)
        values = {"title": title, "folded": bare(title)}
        change = sa.update(_conversations).where(_of(reader, conversation_id)).values(values)
        with self._database.transaction() as connection:
            if not connection.execute(change).rowcount:
                raise unknown(conversation_id)

    def delete(self, reader: Reader, conversation_id: str) -> None:
        """Deletes a conversation, and lets go of the versions that it cites.

        Raises:
            UsageError: the reader has no such conversation.
        """
        with self._database.transaction() as connection:
            gone = sa.delete(_conversations).where(_of(reader, conversation_id))
            if not connection.execute(gone).rowcount:
                raise unknown(conversation_id)
            its = _turns.c.conversation == conversation_id
            connection.execute(sa.delete(_turns).where(its))
            refer_only(connection, _holder(conversation_id), ())

    def erase(self, connection: Connection, reader: str) -> int:
        """Deletes all conversations of a reader in a transaction; returns how many there were."""
        theirs = _conversations.c.reader == reader
        gone = sa.delete(_conversations).where(theirs).returning(_conversations.c.id)
        ids = list(connection.execute(gone).scalars())
        for conversation_id in ids:
            connection.execute(sa.delete(_turns).where(_turns.c.conversation == conversation_id))
            refer_only(connection, _holder(conversation_id), ())
        return len(ids)

    def _exchange(self, reader: Reader, row: sa.Row[Any]) -> Exchange:
        if not self._allowed(reader, row):
            return Exchange(row.question, "", answered=False)
        return Exchange(row.question, row.said, row.answer["answered"], told_of(row.answer))

    def _allowed(self, reader: Reader, row: sa.Row[Any]) -> bool:
        basis = basis_of(row.question, _pairs([row.versions]), row._asdict())
        return self._authorize(reader, basis)

    def _withheld(self, reader: Reader, words: Sequence[str]) -> list[sa.Row[Any]]:
        """Returns turns with any of the words whose answer their reader may not see any more."""
        columns = _turns.c
        of_reader = sa.exists().where(
            _conversations.c.id == columns.conversation, _conversations.c.reader == reader.name
        )
        holding = sa.or_(*(sa.func.instr(columns.folded, word) > 0 for word in words))
        wanted = (columns.conversation, columns.question, columns.versions)
        query = sa.select(_place(), *wanted, *_TOLD)
        with self._database.transaction() as connection:
            rows = connection.execute(query.where(of_reader, columns.said != "", holding)).all()
        return [row for row in rows if not self._allowed(reader, row)]

    def _shown(self, reader: Reader, row: sa.Row[Any], find: Find) -> Turn:
        turn = _turn(row, find)
        if turn.answer is None:
            return turn
        if not self._allowed(reader, row):
            return replace(turn, answer=withheld(turn.question))
        if row.named is None and not self._authorize(reader, Basis(unknown=True)):
            # Whose words completed the question was not noted.
            return replace(turn, answer=replace(turn.answer, standalone_question=turn.question))
        return turn

    def _finder(self) -> Find:
        @lru_cache
        def find(document_id: str, version: str) -> Document | None:
            current = self._records.document(document_id)
            if current and current.version == version:
                return current
            return self._records.version(document_id, version)

        return find


def new_id() -> str:
    """Returns an id for a new conversation that nobody can guess."""
    return secrets.token_hex(8)


def unknown(conversation_id: str) -> UsageError:
    """Returns the error that says there is no conversation of this id, for this reader."""
    return UsageError(
        f"No conversation {conversation_id[:80]!r}. See them with: {command('conversations')}"
    )


def _of(reader: Reader, conversation_id: str) -> sa.ColumnElement[bool]:
    columns = _conversations.c
    return (columns.id == conversation_id) & (columns.reader == reader.name)


def _begin(
    connection: Connection, reader: Reader, conversation_id: str, first: tuple[Turn, str]
) -> None:
    turn, now = first
    taken = sa.select(_conversations.c.id).where(_conversations.c.id == conversation_id)
    if connection.execute(taken).first():
        raise unknown(conversation_id)
    title = title_of(turn.question)
    row = {"id": conversation_id, "reader": reader.name, "title": title, "folded": bare(title)}
    connection.execute(sa.insert(_conversations).values(row | {"created": now, "updated": now}))


def _make_room(connection: Connection, conversation_id: str, key: str) -> int:
    """Returns the number of a turn; one that is there already goes, with those after it."""
    its = _turns.c.conversation == conversation_id
    found = connection.execute(sa.select(_number_of(conversation_id, key))).scalar()
    if found is None:
        last = connection.execute(sa.select(sa.func.max(_turns.c.number)).where(its)).scalar()
        return (last or 0) + 1
    connection.execute(sa.delete(_turns).where(its, _turns.c.number >= found))
    remaining = connection.execute(sa.select(_turns.c.versions).where(its)).scalars()
    refer_only(connection, _holder(conversation_id), _pairs(remaining))
    return int(found)


def _pairs(kept: Iterable[list[list[str]]]) -> set[Version]:
    return {(document_id, version) for versions in kept for document_id, version in versions}


def _number_of(conversation_id: str, key: str) -> sa.ScalarSelect[int]:
    query = sa.select(_turns.c.number).where(_turns.c.conversation == conversation_id)
    return query.where(_turns.c.key == key).scalar_subquery()


def _turn_row(turn: Turn, now: str) -> dict[str, object]:
    question, answer = storable(turn.question), turn.answer
    said = answer.text if answer else ""
    return {
        "key": turn.key,
        "asked": now,
        "question": question,
        "said": said,
        "folded": bare(storable(f"{question}\n{said}")),
        "answer": dump_answer(answer) if answer else {},
        "versions": [(d.id, d.version) for d in documents_of(answer)] if answer else [],
        "stopped": turn.stopped,
        "helpful": turn.helpful,
    }


def _turn(row: sa.Row[Any], find: Find) -> Turn:
    answer = load_answer(row.answer, find) if row.answer else None
    asked = datetime.fromisoformat(row.asked)
    return Turn(row.key, row.question, answer, row.stopped, row.helpful, asked)


def _headings() -> sa.Select[Any]:
    count = sa.select(sa.func.count()).where(_turns.c.conversation == _conversations.c.id)
    columns = _conversations.c
    wanted: Sequence[Any] = (columns.id, columns.title, columns.created, columns.updated)
    return sa.select(*wanted, count.scalar_subquery().label("turns"))


def _heading(row: sa.Row[Any]) -> ConversationHeading:
    created, updated = map(datetime.fromisoformat, (row.created, row.updated))
    return ConversationHeading(row.id, row.title, created, updated, row.turns)


def _holds(word: str, hidden: Sequence[sa.Row[Any]]) -> sa.ColumnElement[bool]:
    """Tells whether a word stands in the title or in one of the turns.

    Of `hidden` turns only the question counts.
    """
    places = [row.place for row in hidden]
    asking = {row.conversation for row in hidden if word in bare(storable(row.question))}
    its = _turns.c.conversation == _conversations.c.id
    shown = _place().not_in(_listed(places))
    in_turn = sa.exists().where(its, sa.func.instr(_turns.c.folded, word) > 0, shown)
    in_title = sa.func.instr(_conversations.c.folded, word) > 0
    return in_title | in_turn | _conversations.c.id.in_(_listed(sorted(asking)))


def _place() -> sa.ColumnElement[str]:
    """Returns what names a turn among all."""
    place = _turns.c.conversation + " " + sa.cast(_turns.c.number, sa.String)
    return place.label("place")


def _listed(values: Sequence[str]) -> sa.Select[Any]:
    """Returns values as one parameter, however many there are: a statement takes not too many."""
    return sa.select(sa.func.json_each(json.dumps(values)).table_valued("value").c.value)


def _beyond(reader: Reader, conversation_id: str) -> sa.ColumnElement[bool]:
    """Tells whether a conversation comes later in the list than the one of this id."""
    here, last = _conversations.c, _conversations.alias().c
    where = (last.id == conversation_id) & (last.reader == reader.name)
    earlier = (here.updated < last.updated) | ((here.updated == last.updated) & (here.id < last.id))
    return sa.exists().where(where, earlier)


def _holder(conversation_id: str) -> str:
    return f"conversation {conversation_id}"
