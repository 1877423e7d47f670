"""Conversations of each reader, kept in the records.

Every method takes the reader, and finds nothing that belongs to another one. A turn is acknowledged
by `add` returning: from then on it survives a kill of the process.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.access.access import Authorize, Basis
from assistant.audit.audit import Audit
from assistant.conversations.conversation_rows import (
    TOLD,
    belong_to,
    conversations_table,
    heading_of,
    headings,
    holds,
    listed_after,
    number_of,
    owned_by,
    place_of_turn,
    shares_table,
    turn_of,
    turn_row,
    turns_table,
)
from assistant.conversations.kept_rows import its as kept_row
from assistant.conversations.kept_rows import kept_table, let_go
from assistant.conversations.ratings import Ratings
from assistant.conversations.stored_answers import (
    Find,
    Version,
    basis_of,
    documents_of,
    told_of,
)
from assistant.conversations.titles import UNTITLED, checked_title, title_of
from assistant.types import Conversation, ConversationHeading, Exchange, Rating, Reader, Turn
from assistant.wording.remarks import withheld
from index.command_line import command
from index.database.database import batches
from index.database.dialects import holds_words
from index.database.tables import stamp
from index.errors import UsageError
from index.store.kept_versions import refer_only, release
from index.store.records import Records
from index.text.control_characters import storable
from index.text.folding import bare
from index.types import Document

Place = tuple[int, int, int]
"""Where a quote stands in its document, from and to, and how often it is cited."""

PAGE = 50
"""How many conversations a list shows at once."""

MOST_HISTORY = 12
"""How many questions before it a question is understood from."""

_MOST_WORDS = 12
_BEYOND = 2**31


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
        writing = partial(records.people.transaction, writing=True)
        self._changing = audit.transaction if audit else writing

    def add(self, reader: Reader, conversation_id: str, turn: Turn, *, known: bool = False) -> None:
        """Stores a turn; a new conversation is made of its first one, unless it was `known`.

        A turn whose key is there already takes its place; what came after it stays.

        Raises:
            UsageError: the conversation belongs to another reader, or was deleted meanwhile.
        """
        now = stamp("microseconds")
        with self._changing() as connection:
            mine = owned_by(reader, conversation_id)
            changed = connection.execute(
                sa.update(conversations_table).where(mine).values(updated=now)
            )
            if not changed.rowcount:
                if known:
                    raise unknown(conversation_id)
                _begin(connection, reader, conversation_id, (turn, now))
            _name_untitled(connection, conversation_id, turn)
            number = _make_room(connection, conversation_id, turn.key)
            row = {"conversation": conversation_id, "number": number, **turn_row(turn, now)}
            connection.execute(sa.insert(turns_table).values(row))
            cited = documents_of(turn.answer) if turn.answer else ()
            self._records.keep(connection, _holder(conversation_id), cited)
            if self._audit:
                self._audit.turn(connection, reader, conversation=conversation_id, turn=turn)

    def begin(self, reader: Reader) -> str:
        """Makes a conversation in which nothing was asked yet; returns its id.

        Its title will be that of the first question.
        """
        made, now = new_id(), stamp("microseconds")
        with self._database.transaction(writing=True) as connection:
            _insert(connection, reader, made, (UNTITLED, now))
        return made

    def drop_unasked(self, before: str) -> None:
        """Deletes conversations in which nothing was asked, begun before an ISO time in UTC."""
        columns = conversations_table.c
        asked = sa.exists().where(turns_table.c.conversation == columns.id)
        gone = sa.delete(conversations_table).where(~asked, columns.updated < before)
        with self._database.transaction(writing=True) as connection:
            connection.execute(gone)

    def rate(self, conversation_id: str, key: str, rating: Rating) -> None:
        """Stores what a reader thinks of a turn of theirs: with the turn, and as a rating.

        Raises:
            UsageError: the reason is none of `REASONS`.
        """
        mine = sa.exists().where(owned_by(rating.reader, conversation_id))
        where = (turns_table.c.conversation == conversation_id) & (turns_table.c.key == key) & mine
        with self._changing() as connection:
            change = sa.update(turns_table).where(where).values(helpful=rating.helpful)
            if connection.execute(change).rowcount:
                self._ratings.add(connection, rating)
                if self._audit:
                    self._audit.rated(connection, rating, conversation=conversation_id, turn=key)

    def has(self, reader: Reader, conversation_id: str) -> bool:
        """Tells whether the reader has this conversation."""
        query = sa.select(conversations_table.c.id).where(owned_by(reader, conversation_id))
        with self._database.transaction() as connection:
            return connection.execute(query).first() is not None

    def known(self, reader: Reader | None = None) -> frozenset[str]:
        """Returns the ids of all conversations of a reader, without one whoever has them."""
        query = sa.select(conversations_table.c.id)
        if reader:
            query = query.where(belong_to(reader))
        with self._database.transaction() as connection:
            return frozenset(connection.execute(query).scalars())

    def find(
        self, reader: Reader, words: str = "", *, after: str = "", most: int = PAGE
    ) -> tuple[ConversationHeading, ...]:
        """Returns conversations, the latest first; with `words`, those that hold all of them.

        Words of an answer that is withheld from the reader do not count. `after` is the id of the
        last one that is known already.
        """
        query = headings().where(belong_to(reader))
        wanted = bare(storable(words)).split()[:_MOST_WORDS]
        hidden = self._withheld(reader, wanted) if wanted else []
        for word in wanted:
            query = query.where(holds(word, hidden))
        if after:
            query = query.where(listed_after(reader, after))
        columns = conversations_table.c
        query = query.order_by(columns.updated.desc(), columns.id.desc()).limit(most)
        with self._database.transaction() as connection:
            return tuple(heading_of(row) for row in connection.execute(query))

    def open(self, reader: Reader, conversation_id: str, latest: int = 0) -> Conversation:
        """Returns a conversation with its turns, with `latest` only so many of them.

        Raises:
            UsageError: the reader has no such conversation.
        """
        heading = self.heading(reader, conversation_id)
        query = sa.select(turns_table, *TOLD).where(turns_table.c.conversation == conversation_id)
        query = query.order_by(turns_table.c.number.desc())
        with self._database.transaction() as connection:
            rows = connection.execute(query.limit(latest) if latest else query).all()
        find = finder(self._records)
        turns = tuple(self._shown(reader, row, find) for row in reversed(rows))
        return Conversation(heading, turns, max(0, heading.turns - len(turns)))

    def heading(self, reader: Reader, conversation_id: str) -> ConversationHeading:
        """Returns how a conversation stands in a list.

        Raises:
            UsageError: the reader has no such conversation.
        """
        query = headings().where(owned_by(reader, conversation_id))
        with self._database.transaction() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise unknown(conversation_id)
        return heading_of(row)

    def turn(self, reader: Reader, conversation_id: str, key: str) -> Turn | None:
        """Returns one turn of a conversation, None if the reader has no such turn."""
        mine = sa.exists().where(owned_by(reader, conversation_id))
        where = (turns_table.c.conversation == conversation_id) & (turns_table.c.key == key) & mine
        with self._database.transaction() as connection:
            row = connection.execute(sa.select(turns_table, *TOLD).where(where)).one_or_none()
        return self._shown(reader, row, finder(self._records)) if row else None

    def history(
        self, reader: Reader, conversation_id: str, most: int, before: str = ""
    ) -> tuple[Exchange, ...]:
        """Returns the latest questions and answers, oldest first; `before` is the key of a turn."""
        mine = sa.exists().where(owned_by(reader, conversation_id))
        columns = turns_table.c
        query = sa.select(turns_table, *TOLD).where(
            columns.conversation == conversation_id, columns.said != "", mine
        )
        if before:
            place = sa.func.coalesce(number_of(conversation_id, before), _BEYOND)
            query = query.where(columns.number < place)
        with self._database.transaction() as connection:
            rows = connection.execute(query.order_by(columns.number.desc()).limit(most)).all()
        return tuple(self._exchange(reader, row) for row in reversed(rows))

    def cited_most(self, reader: Reader, document: Document, most: int) -> list[Place]:
        """Returns the places of a version that the reader's conversations cite most, and how often.

        Those of other readers do not count: that they asked is nobody's business.
        """
        columns = turns_table.c
        mine = sa.exists().where(
            conversations_table.c.id == columns.conversation,
            belong_to(reader),
        )
        showing = holds_words(sa.cast(columns.versions, sa.String), document.version)
        query = sa.select(columns.answer).where(mine, showing, columns.said != "")
        with self._database.transaction() as connection:
            answers = connection.execute(query).scalars().all()
        cited = (each for answer in answers for each in answer["citations"])
        counts = Counter(
            (each["start"], each["end"])
            for each in cited
            if each["passage"]["document"]["id"] == document.id
            and each["passage"]["document"]["version"] == document.version
        )
        return [(*place, count) for place, count in counts.most_common(most)]

    def rename(self, reader: Reader, conversation_id: str, title: str) -> None:
        """Gives a conversation another title.

        Raises:
            UsageError: the title is empty or too long, or the reader has no such conversation.
        """
        title = checked_title(title)
        values = {"title": title, "folded": bare(title)}
        change = (
            sa.update(conversations_table).where(owned_by(reader, conversation_id)).values(values)
        )
        with self._database.transaction(writing=True) as connection:
            if not connection.execute(change).rowcount:
                raise unknown(conversation_id)

    def delete(self, reader: Reader, conversation_id: str) -> None:
        """Deletes a conversation, and lets go of the versions that it cites.

        Raises:
            UsageError: the reader has no such conversation.
        """
        with self._database.transaction(writing=True) as connection:
            gone = sa.delete(conversations_table).where(owned_by(reader, conversation_id))
            if not connection.execute(gone).rowcount:
                raise unknown(conversation_id)
            _delete_turns(connection, [conversation_id])

    def erase(self, connection: Connection, reader: str) -> int:
        """Deletes all conversations of a reader in a transaction; returns how many there were."""
        theirs = conversations_table.c.reader == reader
        gone = sa.delete(conversations_table).where(theirs).returning(conversations_table.c.id)
        ids = list(connection.execute(gone).scalars())
        _delete_turns(connection, ids)
        return len(ids)

    def _exchange(self, reader: Reader, row: sa.Row[Any]) -> Exchange:
        if not self._allowed(reader, row):
            return Exchange(row.question, "", answered=False)
        return Exchange(row.question, row.said, row.answer["answered"], told_of(row.answer))

    def _allowed(self, reader: Reader, row: sa.Row[Any]) -> bool:
        basis = basis_of(row.question, _pairs([row.versions]), row._asdict())
        return self._authorize(replace(reader, conversation=row.conversation), basis)

    def _withheld(self, reader: Reader, words: Sequence[str]) -> list[sa.Row[Any]]:
        """Returns turns with any of the words whose answer their reader may not see any more."""
        columns = turns_table.c
        of_reader = sa.exists().where(
            conversations_table.c.id == columns.conversation,
            belong_to(reader),
        )
        holding = sa.or_(*(holds_words(columns.folded, word) for word in words))
        wanted = (columns.conversation, columns.question, columns.versions)
        query = sa.select(place_of_turn(), *wanted, *TOLD)
        with self._database.transaction() as connection:
            rows = connection.execute(query.where(of_reader, columns.said != "", holding)).all()
        return [row for row in rows if not self._allowed(reader, row)]

    def _shown(self, reader: Reader, row: sa.Row[Any], find: Find) -> Turn:
        turn = turn_of(row, find)
        if turn.answer is None:
            return turn
        if not self._allowed(reader, row):
            return replace(turn, answer=withheld(turn.question))
        if row.named is None and not self._authorize(reader, Basis(unknown=True)):
            # Whose words completed the question was not noted.
            return replace(turn, answer=replace(turn.answer, standalone_question=turn.question))
        return turn


def finder(records: Records) -> Find:
    """Returns what finds versions of documents, and reads each once."""

    @lru_cache
    def find(document_id: str, version: str) -> Document | None:
        current = records.document(document_id)
        if current and current.version == version:
            return current
        return records.version(document_id, version)

    return find


def new_id() -> str:
    """Returns an id for a new conversation that nobody can guess."""
    return secrets.token_hex(8)


def unknown(conversation_id: str) -> UsageError:
    """Returns the error that says there is no conversation of this id, for this reader."""
    return UsageError(
        f"No conversation {conversation_id[:80]!r}. See them with: {command('conversations')}"
    )


def _begin(
    connection: Connection, reader: Reader, conversation_id: str, first: tuple[Turn, str]
) -> None:
    turn, now = first
    taken = sa.select(conversations_table.c.id).where(conversations_table.c.id == conversation_id)
    if connection.execute(taken).first():
        raise unknown(conversation_id)
    _insert(connection, reader, conversation_id, (title_of(turn.question), now))


def _name_untitled(connection: Connection, conversation_id: str, turn: Turn) -> None:
    title, columns = title_of(turn.question), conversations_table.c
    untitled = (columns.id == conversation_id) & (columns.title == UNTITLED)
    values = {"title": title, "folded": bare(title)}
    connection.execute(sa.update(conversations_table).where(untitled).values(values))


def _insert(
    connection: Connection, reader: Reader, conversation_id: str, named: tuple[str, str]
) -> None:
    title, now = named
    row = {"id": conversation_id, "reader": reader.name, "title": title, "folded": bare(title)}
    connection.execute(
        sa.insert(conversations_table).values(row | {"created": now, "updated": now})
    )


def _delete_turns(connection: Connection, conversations: Sequence[str]) -> None:
    """Deletes what belongs to conversations, and lets go of the versions that they cite."""
    for some in batches(conversations):
        for table in (turns_table, shares_table):
            connection.execute(sa.delete(table).where(table.c.conversation.in_(some)))
        let_go(connection, kept_table.c.conversation.in_(some))
        release(connection, list(map(_holder, some)))


def _make_room(connection: Connection, conversation_id: str, key: str) -> int:
    """Returns the number of a turn; one of this key that is there already goes."""
    its = turns_table.c.conversation == conversation_id
    found = connection.execute(sa.select(number_of(conversation_id, key))).scalar()
    if found is None:
        last = connection.execute(sa.select(sa.func.max(turns_table.c.number)).where(its)).scalar()
        return (last or 0) + 1
    connection.execute(sa.delete(turns_table).where(its, turns_table.c.number == found))
    let_go(connection, kept_row(conversation_id, key))
    remaining = connection.execute(sa.select(turns_table.c.versions).where(its)).scalars()
    refer_only(connection, _holder(conversation_id), _pairs(remaining))
    return int(found)


def _pairs(kept: Iterable[list[list[str]]]) -> set[Version]:
    return {(document_id, version) for versions in kept for document_id, version in versions}


def _holder(conversation_id: str) -> str:
    return f"conversation {conversation_id}"
