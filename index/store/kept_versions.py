"""The texts of document versions that conversations and ratings cite.

They lie beside those, apart from what can be made again: the file that a text came from may have
changed since. A version stays as long as anybody refers to it.
"""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.database.database import batches
from index.database.dialects import Row, replace_rows
from index.database.tables import column, declare_table, optional, primary
from index.integrity.text_sums import moved


def document_columns() -> list[sa.Column[object]]:
    """Returns the columns of a table of document versions, but its key."""
    return [
        column("path"),
        column("title"),
        column("text", sa.Text),
        column("language"),
        column("sections", sa.JSON),
        column("pages", sa.JSON),
        column("page_unit"),
        column("boxes", sa.LargeBinary),
        # That of all but the boxes, which have one of their own.
        optional("check_sum", sa.BigInteger),
    ]


kept_table = declare_table(
    "old_versions",
    primary("id"),
    primary("version"),
    *document_columns(),
)
references_table = declare_table(
    "version_references",
    primary("document_id"),
    primary("version"),
    primary("holder", index=True),
)


def refer(connection: Connection, holder: str, versions: Collection[tuple[str, str]]) -> None:
    """Notes that a holder refers to versions, (document id, version) pairs."""
    rows = [{"document_id": i, "version": v, "holder": holder} for i, v in sorted(versions)]
    replace_rows(connection, references_table, rows)


def refer_only(connection: Connection, holder: str, versions: Collection[tuple[str, str]]) -> None:
    """Notes it, and lets go of all others; versions that nobody refers to any more are deleted."""
    before = _let_go(connection, [holder])
    refer(connection, holder, versions)
    _delete_unheld(connection, before)


def release(connection: Connection, holders: Sequence[str]) -> None:
    """Lets go of all that some holders refer to, however many they are, in a few statements."""
    for some in batches(holders):
        _delete_unheld(connection, _let_go(connection, some))


def _let_go(connection: Connection, holders: Sequence[str]) -> set[str]:
    """Deletes what is noted of holders; returns the ids of the documents that they referred to."""
    refs = references_table.c
    gone = sa.delete(references_table).where(refs.holder.in_(holders))
    return set(connection.execute(gone.returning(refs.document_id)).scalars())


def _delete_unheld(connection: Connection, document_ids: Collection[str]) -> None:
    """Deletes the versions of some documents that nobody refers to; others are not looked at."""
    old, refs = kept_table.c, references_table.c
    held = sa.exists().where(refs.document_id == old.id, refs.version == old.version)
    for some in batches(sorted(document_ids)):
        connection.execute(sa.delete(kept_table).where(old.id.in_(some), ~held))


def unkept(connection: Connection, versions: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Returns the versions whose text is not kept yet."""
    wanted = sa.tuple_(kept_table.c.id, kept_table.c.version).in_(sorted(versions))
    query = sa.select(kept_table.c.id, kept_table.c.version).where(wanted)
    return set(versions) - {(i, version) for i, version in connection.execute(query)}


def note_place(connection: Connection, version: tuple[str, str], path: str) -> None:
    """Notes where a version lies, if its text is kept; a (document id, version) pair."""
    columns = kept_table.c
    mine = (columns.id == version[0]) & (columns.version == version[1])
    row = connection.execute(sa.select(columns.path, columns.check_sum).where(mine)).first()
    if row and row.path != path:
        known = row.check_sum is not None
        found = moved(row.check_sum, row.path, path) if known else None
        connection.execute(sa.update(kept_table).where(mine).values(path=path, check_sum=found))


def keep(connection: Connection, rows: Sequence[Row]) -> None:
    """Keeps the texts of versions."""
    replace_rows(connection, kept_table, rows)
