"""How conversations and their turns stand in tables, and which of them are meant."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.conversations.kept_rows import kept_table
from assistant.conversations.stored_answers import (
    Find,
    documents_of,
    dump_answer,
    load_answer,
)
from assistant.types import VISITOR, ConversationHeading, Operator, Reader, Turn
from index.database.dialects import holds_words, listed_texts
from index.database.tables import column, declare_table, optional, primary
from index.text.control_characters import storable
from index.text.folding import bare

conversations_table = declare_table(
    "conversations",
    primary("id"),
    column("reader"),
    column("title"),
    column("folded"),
    column("created"),
    column("updated"),
    sa.Index("conversations_of_reader", "reader", "updated", "id"),
)
turns_table = declare_table(
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
shares_table = declare_table(
    "shares",
    primary("conversation"),
    column("token"),
    column("until"),
    sa.UniqueConstraint("token"),
)


_kept = kept_table.c
_OF_CONVERSATION = _kept.conversation == conversations_table.c.id
_OF_TURN = (_kept.conversation == turns_table.c.conversation) & (_kept.turn == turns_table.c.key)

# What the answer of a turn tells of beside the versions that it shows, and whether its question
# is kept.
TOLD = [
    turns_table.c.answer["named"].label("named"),
    turns_table.c.answer["choices"].label("choices"),
    turns_table.c.answer["counted"].label("counted"),
    sa.exists().where(_OF_TURN).label("kept"),
]


def belong_to(reader: Reader, owner: sa.ColumnElement[str] | None = None) -> sa.ColumnElement[bool]:
    """Tells which conversations are a reader's; the operator has those of all browsers too."""
    owner = conversations_table.c.reader if owner is None else owner
    mine = owner == reader.name
    return mine | owner.startswith(VISITOR) if isinstance(reader, Operator) else mine


def owned_by(reader: Reader, conversation_id: str) -> sa.ColumnElement[bool]:
    """Tells whether it is this conversation, and the reader owns it."""
    return (conversations_table.c.id == conversation_id) & belong_to(reader)


def number_of(conversation_id: str, key: str) -> sa.ScalarSelect[int]:
    """Returns the number of the turn of this key."""
    query = sa.select(turns_table.c.number).where(turns_table.c.conversation == conversation_id)
    return query.where(turns_table.c.key == key).scalar_subquery()


def turn_row(turn: Turn, now: str) -> dict[str, object]:
    """Returns the row of a turn, but which one of which conversation it is."""
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


def turn_of(row: sa.Row[Any], find: Find) -> Turn:
    """Returns the turn of a row."""
    answer = load_answer(row.answer, find) if row.answer else None
    asked = datetime.fromisoformat(row.asked)
    return Turn(row.key, row.question, answer, row.stopped, row.helpful, asked, kept=row.kept)


def headings() -> sa.Select[Any]:
    """Returns the query of how conversations stand in a list."""
    count = sa.select(sa.func.count()).where(turns_table.c.conversation == conversations_table.c.id)
    columns = conversations_table.c
    wanted: Sequence[Any] = (columns.id, columns.title, columns.created, columns.updated)
    news = sa.exists().where(_OF_CONVERSATION, _kept.changed != "").label("news")
    return sa.select(*wanted, count.scalar_subquery().label("turns"), news)


def heading_of(row: sa.Row[Any]) -> ConversationHeading:
    """Returns how a conversation stands in a list, of its row."""
    created, updated = map(datetime.fromisoformat, (row.created, row.updated))
    return ConversationHeading(row.id, row.title, created, updated, row.turns, row.news)


def holds(word: str, hidden: Sequence[sa.Row[Any]]) -> sa.ColumnElement[bool]:
    """Tells whether a word stands in the title or in one of the turns.

    Of `hidden` turns only the question counts.
    """
    places = [row.place for row in hidden]
    asking = {row.conversation for row in hidden if word in bare(storable(row.question))}
    its = turns_table.c.conversation == conversations_table.c.id
    shown = place_of_turn().not_in(listed_texts(places))
    in_turn = sa.exists().where(its, holds_words(turns_table.c.folded, word), shown)
    in_title = holds_words(conversations_table.c.folded, word)
    return in_title | in_turn | conversations_table.c.id.in_(listed_texts(sorted(asking)))


def place_of_turn() -> sa.ColumnElement[str]:
    """Returns what names a turn among all."""
    place = turns_table.c.conversation + " " + sa.cast(turns_table.c.number, sa.String)
    return place.label("place")


def listed_after(reader: Reader, conversation_id: str) -> sa.ColumnElement[bool]:
    """Tells whether a conversation comes later in the list than the one of this id."""
    here, last = conversations_table.c, conversations_table.alias().c
    where = (last.id == conversation_id) & belong_to(reader, last.reader)
    earlier = (here.updated < last.updated) | ((here.updated == last.updated) & (here.id < last.id))
    return sa.exists().where(where, earlier)
