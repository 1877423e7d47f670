"""How questions that are kept stand in a table, and how they go with what they belong to."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.database.tables import column, declare_table, primary
from index.store.kept_versions import release

kept_table = declare_table(
    "kept_questions",
    primary("conversation"),
    primary("turn"),
    # Those of its keeper when last seen: nobody is there to ask when it is asked again.
    column("groups", sa.JSON),
    column("kept"),
    # That of documents, rules and program when it was asked last, empty before that.
    column("state"),
    # When it was last found that the same words are cited.
    column("same"),
    # When other words were found, empty if none were.
    column("changed"),
    # The answer that its keeper knows, and the one that came since; empty for none.
    column("known", sa.JSON),
    column("fresh", sa.JSON),
)


def its(conversation_id: str, key: str) -> sa.ColumnElement[bool]:
    """Tells which row is that of a turn."""
    return (kept_table.c.conversation == conversation_id) & (kept_table.c.turn == key)


def let_go(connection: Connection, where: sa.ColumnElement[bool]) -> int:
    """Deletes rows, and lets go of the versions that they cite; returns how many there were."""
    gone = sa.delete(kept_table).where(where)
    columns = kept_table.c
    rows = connection.execute(gone.returning(columns.conversation, columns.turn)).all()
    release(connection, [holder_of(row.conversation, row.turn) for row in rows])
    return len(rows)


def holder_of(conversation_id: str, key: str) -> str:
    """Returns the name under which versions are kept for a row."""
    return f"kept {conversation_id} {key}"
