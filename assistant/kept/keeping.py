"""Keeping questions of stored conversations, letting them go, and hearing of what changed.

Every method takes the reader, and finds nothing that belongs to another one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.access.access import Authorize
from assistant.conversations.conversation_rows import (
    belong_to,
    conversations_table,
    owned_by,
    turns_table,
)
from assistant.conversations.conversations import finder
from assistant.conversations.kept_rows import holder_of, its, kept_table, let_go
from assistant.conversations.stored_answers import (
    Find,
    Version,
    basis_of,
    documents_of,
    load_answer,
)
from assistant.kept.kept_question import CitedWords, KeptQuestion, OtherWords, cited_words, words_of
from assistant.types import Answer, Citation, Reader
from index.database.tables import stamp
from index.errors import MissingError, UsageError
from index.store.kept_versions import refer_only
from index.store.records import Records

MOST_KEPT = 500
"""How many questions one reader can keep."""


class KeptQuestions:
    """The questions that are kept in one home folder."""

    def __init__(self, records: Records, authorize: Authorize) -> None:
        """Keeps them beside the conversations; what is shown of answers `authorize` decides."""
        self._records, self._database, self._authorize = records, records.people, authorize

    def keep(self, reader: Reader, conversation_id: str, key: str) -> None:
        """Keeps the question of a turn; one that is kept stays as it is.

        What the keeper knows is what the turn cites. Where it was stopped, or a language model
        chose, that is what the documents answer when the question is asked first.

        Raises:
            MissingError: the reader has no such turn with an answer.
            UsageError: the reader keeps as many as they may.
        """
        turn = _turn(reader, conversation_id, key)
        with self._database.transaction() as connection:
            before = connection.execute(turn).one_or_none()
        if before is None or not before.answer:
            raise MissingError("turn", key)
        # Read before, and not within the transaction: it would wait for a second connection while
        # it holds one, and with as many readers as there are connections for ever.
        known = load_answer(before.answer, finder(self._records))
        with self._database.transaction(writing=True) as connection:
            now = connection.execute(turn).one_or_none()
            if now is not None and now.asked == before.asked:
                self._keep(connection, reader, (conversation_id, key), now, known)
                return
        # It was asked again, or is gone, meanwhile.
        self.keep(reader, conversation_id, key)

    def _keep(
        self,
        connection: Connection,
        reader: Reader,
        turn: tuple[str, str],
        row: sa.Row[Any],
        known: Answer,
    ) -> None:
        if connection.execute(sa.select(kept_table).where(its(*turn))).first():
            return
        self._check_number(connection, reader)
        whole = not row.stopped and not row.answer.get("model")
        kept = {
            "conversation": turn[0],
            "turn": turn[1],
            "groups": sorted(reader.groups),
            "kept": stamp("microseconds"),
            "state": "",
            "same": row.asked,
            "changed": "",
            "known": row.answer if whole else {},
            "fresh": {},
        }
        connection.execute(sa.insert(kept_table).values(kept))
        hold(self._records, connection, turn, [known])

    def let_go(self, reader: Reader, conversation_id: str, key: str) -> None:
        """Asks the question of a turn no more.

        Raises:
            MissingError: the reader keeps no such question.
        """
        mine = sa.exists().where(owned_by(reader, conversation_id))
        with self._database.transaction(writing=True) as connection:
            if not let_go(connection, its(conversation_id, key) & mine):
                raise MissingError("kept question", key)

    def seen(self, reader: Reader, conversation_id: str, key: str) -> None:
        """Takes what is cited now for what the reader knows.

        Raises:
            MissingError: the reader keeps no such question.
        """
        mine = its(conversation_id, key) & sa.exists().where(owned_by(reader, conversation_id))
        columns = kept_table.c
        with self._database.transaction(writing=True) as connection:
            row = connection.execute(sa.select(kept_table).where(mine)).one_or_none()
            if row is None:
                raise MissingError("kept question", key)
            if not row.changed:
                return
            now = {"known": columns.fresh, "same": columns.changed, "changed": "", "fresh": {}}
            connection.execute(sa.update(kept_table).where(mine).values(now))
            refer_only(connection, holder_of(conversation_id, key), versions_of(row.fresh))

    def of(self, reader: Reader) -> tuple[KeptQuestion, ...]:
        """Returns what a reader keeps: what changed last comes first, then what was kept last."""
        query = sa.select(kept_table, turns_table.c.question).select_from(joined())
        query = query.where(belong_to(reader))
        columns = kept_table.c
        query = query.order_by(columns.changed.desc(), columns.kept.desc(), columns.turn)
        with self._database.transaction() as connection:
            rows = connection.execute(query).all()
        find = finder(self._records)
        return tuple(self._shown(reader, row, find) for row in rows)

    def news(self, reader: Reader) -> int:
        """Returns of how many kept questions other words are cited than the reader knows."""
        count = sa.select(sa.func.count()).select_from(joined())
        with self._database.transaction() as connection:
            query = count.where(belong_to(reader), kept_table.c.changed != "")
            return int(connection.execute(query).scalar_one())

    def arrived(self, reader: Reader) -> None:
        """Notes the groups that a reader has now; with other ones, all they keep is asked again."""
        theirs = sa.select(conversations_table.c.id).where(
            conversations_table.c.reader == reader.name
        )
        columns, groups = kept_table.c, sorted(reader.groups)
        with self._database.transaction() as connection:
            query = sa.select(columns.groups).where(columns.conversation.in_(theirs))
            if all(known == groups for known in connection.execute(query).scalars()):
                return
        change = sa.update(kept_table).where(columns.conversation.in_(theirs))
        now = stamp("microseconds")
        with self._database.transaction(writing=True) as connection:
            connection.execute(change.values(groups=groups, state=f"groups {now}"))

    def _check_number(self, connection: Connection, reader: Reader) -> None:
        count = sa.select(sa.func.count()).select_from(joined()).where(belong_to(reader))
        if connection.execute(count).scalar_one() >= MOST_KEPT:
            raise UsageError(
                f"{MOST_KEPT} questions are kept, and no more can be. Let one of them go."
            )

    def _shown(self, reader: Reader, row: sa.Row[Any], find: Find) -> KeptQuestion:
        at = datetime.fromisoformat
        there = replace(reader, conversation=row.conversation)
        change = self._change(there, row, find) if row.changed else None
        dates = at(row.kept), at(row.same)
        return KeptQuestion(row.conversation, row.turn, row.question, *dates, change)

    def _change(self, reader: Reader, row: sa.Row[Any], find: Find) -> OtherWords:
        known, fresh = cited_words(row.known), cited_words(row.fresh)

        def only(dumped: dict[str, Any], words: CitedWords) -> tuple[Citation, ...] | None:
            if not self._sees(reader, row.question, dumped):
                return None
            cited = {words_of(c): c for c in reversed(load_answer(dumped, find).citations)}
            return tuple(c for name, c in reversed(cited.items()) if name in words)

        return OtherWords(
            datetime.fromisoformat(row.changed),
            only(row.known, known - fresh),
            only(row.fresh, fresh - known),
            len(known & fresh),
            perhaps=bool(fresh) and not row.fresh["answered"],
        )

    def _sees(self, reader: Reader, question: str, dumped: Mapping[str, Any]) -> bool:
        told = {name: dumped.get(name) for name in ("named", "choices", "counted")}
        return self._authorize(reader, basis_of(question, versions_of(dumped), told))


def hold(
    records: Records, connection: Connection, turn: tuple[str, str], answers: Sequence[Answer]
) -> None:
    """Keeps the versions that answers to a turn's question tell of, and lets go of all others."""
    documents = {(d.id, d.version): d for each in answers for d in documents_of(each)}
    records.keep(connection, holder_of(*turn), documents.values())
    refer_only(connection, holder_of(*turn), documents.keys())


def versions_of(dumped: Mapping[str, Any]) -> set[Version]:
    """Returns the versions of documents that a dumped answer cites or shows as nearest."""
    shown = (*dumped.get("citations", ()), *dumped.get("nearest", ()))
    documents = [each["passage"]["document"] for each in shown]
    return {(each["id"], each["version"]) for each in documents}


def _turn(reader: Reader, conversation_id: str, key: str) -> sa.Select[Any]:
    mine = sa.exists().where(owned_by(reader, conversation_id))
    columns = turns_table.c
    query = sa.select(columns.answer, columns.stopped, columns.asked)
    return query.where(columns.conversation == conversation_id, columns.key == key, mine)


def joined() -> sa.Join:
    """Returns kept questions beside their turns and conversations."""
    kept, turns = kept_table.c, turns_table.c
    of_turn = (kept.conversation == turns.conversation) & (kept.turn == turns.key)
    talk = kept.conversation == conversations_table.c.id
    return kept_table.join(turns_table, of_turn).join(conversations_table, talk)
