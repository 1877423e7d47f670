"""What readers thought of answers, kept in the records."""

from datetime import UTC, datetime

import sqlalchemy as sa

from assistant.types import REASONS, Rating
from index.errors import UsageError
from index.records import Records

_metadata = sa.MetaData()

_ratings = sa.Table(
    "ratings",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("standalone_question", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("citations", sa.JSON, nullable=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
)


class Ratings:
    """The thumbs up and down of one home folder."""

    def __init__(self, records: Records) -> None:
        """Keeps ratings in the database of `records`."""
        self._records = records
        records.database.make(_metadata)

    def add(self, rating: Rating) -> None:
        """Stores a rating with the answer it is about.

        Raises:
            UsageError: the reason is none of `REASONS`.
        """
        if rating.reason and rating.reason not in REASONS:
            raise UsageError(
                f"No such reason: {rating.reason!r}. Choose from {', '.join(REASONS)}."
            )
        answer = rating.answer
        places = [
            [c.passage.document.path, c.passage.document.version, c.start, c.end]
            for c in answer.citations
        ]
        row = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "question": answer.question,
            "standalone_question": answer.standalone_question,
            "answer": answer.text,
            "citations": places,
            "helpful": rating.helpful,
            "reason": rating.reason,
            # A lone surrogate, which a browser can send, cannot be stored.
            "comment": rating.comment.encode(errors="replace").decode(),
        }
        with self._records.database.transaction() as connection:
            added = sa.insert(_ratings).values(row).returning(_ratings.c.id)
            number = connection.execute(added).scalar_one()
        cited = {(c.passage.document.id, c.passage.document.version) for c in answer.citations}
        self._records.refer(f"rating {number}", cited)

    def all(self) -> list[tuple[str, bool, str]]:
        """Returns question, verdict and reason of every rating, oldest first."""
        query = sa.select(_ratings.c.question, _ratings.c.helpful, _ratings.c.reason)
        with self._records.database.transaction() as connection:
            return [tuple(row) for row in connection.execute(query.order_by(_ratings.c.id))]
