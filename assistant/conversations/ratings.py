"""What readers thought of answers, kept in the records."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.access.attached import tells_of_attached
from assistant.types import LOCAL_READER, REASONS, Rating
from index.database.tables import column, declare_table, primary, stamp
from index.errors import UsageError
from index.store.kept_versions import references_table, release
from index.store.records import Records

LONGEST_COMMENT = 4_000
"""How long a comment may be, in characters."""

_MOST_EACH = 2_000
_ratings = declare_table(
    "ratings",
    primary("id", sa.Integer),
    column("at"),
    column("question", sa.Text),
    column("standalone_question", sa.Text),
    column("answer", sa.Text),
    column("citations", sa.JSON),
    column("helpful", sa.Boolean),
    column("reason"),
    column("comment", sa.Text),
    column("reader", default=LOCAL_READER.name),
)


@dataclass(frozen=True, slots=True)
class RatedPlace:
    """A place that a rated answer cited; `quote` is empty where its text is no longer known."""

    file: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class StoredRating:
    """A rating as it is kept. `at` is an ISO time in UTC, `number` counts from 1."""

    number: int
    at: str
    question: str
    standalone_question: str
    answer: str
    helpful: bool
    reason: str
    comment: str
    places: tuple[RatedPlace, ...]


class Ratings:
    """The thumbs up and down of one home folder: of each reader the last on an answer."""

    def __init__(self, records: Records, most_each: int = _MOST_EACH) -> None:
        """Keeps ratings beside the `records`, of each reader the latest `most_each`."""
        self._records = records
        self._most_each = most_each

    def add(self, connection: Connection, rating: Rating) -> None:
        """Stores a rating, and keeps the versions that its answer cites, in one transaction.

        One that the reader gave the same answer to the same question before goes. Of an answer that
        tells of a file of a conversation nothing is kept here: it is its owner's alone.

        Raises:
            UsageError: the reason is none of `REASONS`, or the comment is too long.
        """
        _check(rating)
        if tells_of_attached(rating.answer):
            return
        self._make_room(connection, rating)
        answer = rating.answer
        places = [
            [c.passage.document.path, c.passage.document.version, c.start, c.end]
            for c in answer.citations
        ]
        row = {
            "at": stamp(),
            "question": answer.question,
            "standalone_question": answer.standalone_question,
            "answer": answer.text,
            "citations": places,
            "helpful": rating.helpful,
            "reason": rating.reason,
            # A lone surrogate, which a browser can send, cannot be stored.
            "comment": rating.comment.encode(errors="replace").decode(),
            "reader": rating.reader.name,
        }
        added = sa.insert(_ratings).values(row).returning(_ratings.c.id)
        number = connection.execute(added).scalar_one()
        self._records.keep(
            connection, f"rating {number}", [c.passage.document for c in answer.citations]
        )

    def all(self) -> list[tuple[str, bool, str]]:
        """Returns question, verdict and reason of every rating, oldest first."""
        query = sa.select(_ratings.c.question, _ratings.c.helpful, _ratings.c.reason)
        with self._records.people.transaction() as connection:
            return [tuple(row) for row in connection.execute(query.order_by(_ratings.c.id))]

    def stored(self, reader: str | None = None) -> list[StoredRating]:
        """Returns every rating, or those of one reader, with all that is kept, oldest first."""
        query = sa.select(_ratings).order_by(_ratings.c.id)
        if reader is not None:
            query = query.where(_ratings.c.reader == reader)
        with self._records.people.transaction() as connection:
            rows = connection.execute(query).all()
        return [
            StoredRating(
                number=row.id,
                at=row.at,
                question=row.question,
                standalone_question=row.standalone_question,
                answer=row.answer,
                helpful=row.helpful,
                reason=row.reason,
                comment=row.comment,
                places=self._places(row.id, row.citations),
            )
            for row in rows
        ]

    def erase(self, connection: Connection, reader: str) -> int:
        """Deletes the ratings of a reader in a transaction; returns how many there were."""
        return _delete(connection, _ratings.c.reader == reader)

    def _make_room(self, connection: Connection, rating: Rating) -> None:
        columns, answer = _ratings.c, rating.answer
        theirs = columns.reader == rating.reader.name
        same = (columns.question == answer.question) & (columns.answer == answer.text)
        same &= columns.standalone_question == answer.standalone_question
        _delete(connection, theirs & same)
        latest = sa.select(columns.id).where(theirs).order_by(columns.id.desc())
        _delete(connection, columns.id.in_(latest.offset(self._most_each - 1)))

    def _places(
        self, number: int, citations: Sequence[tuple[str, str, int, int]]
    ) -> tuple[RatedPlace, ...]:
        """Returns cited places with their words, in the version that was cited."""
        refs = references_table.c
        query = sa.select(refs.version, refs.document_id).where(refs.holder == f"rating {number}")
        with self._records.people.transaction() as connection:
            ids = {version: document_id for version, document_id in connection.execute(query)}
        places = []
        for path, version, start, end in citations:
            document = self._records.version(ids.get(version, ""), version)
            quote = document.text[start:end] if document else ""
            places.append(RatedPlace(path, start, end, quote))
        return tuple(places)


def _check(rating: Rating) -> None:
    if rating.reason and rating.reason not in REASONS:
        raise UsageError(f"No such reason: {rating.reason!r}. Choose from {', '.join(REASONS)}.")
    if len(rating.comment) > LONGEST_COMMENT:
        raise UsageError(
            f"The comment has {len(rating.comment):,} characters,"
            f" and the limit is {LONGEST_COMMENT:,}. Shorten it."
        )


def _delete(connection: Connection, where: sa.ColumnElement[bool]) -> int:
    gone = sa.delete(_ratings).where(where).returning(_ratings.c.id)
    numbers = list(connection.execute(gone).scalars())
    release(connection, [f"rating {number}" for number in numbers])
    return len(numbers)
