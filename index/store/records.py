"""The records: files and their state, canonical texts, and which versions citations refer to.

With the passages (`index/store/passage_table.py`) they are the one truth; the vector and the word
index can be rebuilt from them. Every method is one transaction: a reader sees one state of the
index, whatever another process writes meanwhile.
"""

import logging
import secrets
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.database.database import Database, batches
from index.database.dialects import Row, replace_rows
from index.database.home_folder import FILE, is_home, no_index
from index.database.migrating import migrate
from index.database.place_of_people import open_people
from index.database.private_files import keep_private
from index.errors import DamagedError, HomeError
from index.integrity.text_sums import sum_of
from index.store.kept_versions import (
    keep,
    kept_table,
    note_place,
    refer,
    refer_only,
    unkept,
)
from index.store.record_rows import (
    BY_PATH,
    FAILED,
    INDEXED,
    TEXT_COLUMNS,
    FileChange,
    FileRecord,
    document_of,
    document_row,
    documents_table,
    facts_table,
    file_of,
    file_row,
    files_table,
    listed_of,
    unpacked,
)
from index.types import Document, Listed

logger = logging.getLogger(__name__)

_ALTERED = "its stored text was damaged; index its folder again"
_CACHED_DOCUMENTS = 512


class Records:
    """Files and documents of one home folder. Methods raise `HomeError` when it cannot be used."""

    def __init__(
        self, database: Database, people: Database | None = None, *, address: str = ""
    ) -> None:
        """Keeps them in a database; `people` is the other one, opened unless given.

        That lies beside it, or with an `address` on a server.
        """
        self.database = database
        self.people = people or open_people(database.path.parent, address)
        self._documents: dict[tuple[str, str, str], Document] = {}
        self._facts: tuple[int, dict[str, str]] | None = None
        if people is None:
            self._migrate()

    def _migrate(self) -> None:
        try:
            migrate(self.database, self.people)
        except HomeError:
            self.close()
            raise

    def close(self) -> None:
        """Releases both files."""
        self.database.close()
        self.people.close()

    def check(self) -> None:
        """Looks at both files in full.

        Raises:
            HomeError: one is damaged.
        """
        self.database.check()
        self.people.check()

    def facts(self) -> dict[str, str]:
        """Returns what is known about the home folder as a whole, by name."""
        version = self.database.version()
        if self._facts is None or self._facts[0] != version:
            query = sa.select(facts_table.c.name, facts_table.c.value)
            with self.database.transaction() as connection:
                self._facts = version, {name: value for name, value in connection.execute(query)}
        return dict(self._facts[1])

    def set_facts(self, facts: Mapping[str, str]) -> None:
        """Notes facts about the home folder as a whole, by name, all or none."""
        with self.database.transaction() as connection:
            set_facts(connection, facts)

    def files(
        self, *, source: str = "", version: str = "", left_out: bool = False
    ) -> list[FileRecord]:
        """Returns every file ever seen and not removed, by source and path.

        With a `source`, only those of this folder; with a `version`, those of these bytes; with
        `left_out`, those that are not indexed as they are.
        """
        query = sa.select(files_table).order_by(files_table.c.source, files_table.c.path)
        if source:
            query = query.where(files_table.c.source == source)
        if version:
            query = query.where(files_table.c.version == version)
        if left_out:
            query = query.where(files_table.c.state != INDEXED)
        with self.database.transaction() as connection:
            return [file_of(row) for row in connection.execute(query)]

    def remarks(self) -> dict[str, tuple[str, ...]]:
        """Returns what was left out of documents that were read in part, by their ids."""
        columns = files_table.c
        some = (columns.document_id != "") & (sa.func.json_array_length(columns.remarks) > 0)
        query = sa.select(columns.document_id, columns.remarks).where(some)
        with self.database.transaction() as connection:
            return {row.document_id: tuple(row.remarks) for row in connection.execute(query)}

    def note_files(self, files: Sequence[FileRecord]) -> None:
        """Records the state of files without touching their documents."""
        with self.database.transaction() as connection:
            replace_rows(connection, files_table, [file_row(file) for file in files])

    def relocate(self, source: str, now: str) -> None:
        """Notes that an indexed folder lies somewhere else now, with all that is in it."""
        moved = sa.update(files_table).where(files_table.c.source == source).values(source=now)
        with self.database.transaction(writing=True) as connection:
            _note_change(connection)
            connection.execute(moved)

    def store(self, connection: Connection, change: FileChange) -> None:
        """Stores a new version of a file."""
        document = change.document
        # Written before anything is read: SQLite refuses to write on a snapshot out of date.
        _note_change(connection)
        self._note_last_place(connection, document.id)
        row = document_row(document) | {"boxes": zlib.compress(change.boxes, 1)}
        replace_rows(connection, documents_table, [row])
        if change.moved_from:
            connection.execute(_deletion(change.moved_from))
        replace_rows(connection, files_table, [file_row(change.file)])

    def remove(self, connection: Connection, files: Sequence[FileRecord]) -> None:
        """Forgets files and their documents."""
        _note_change(connection)
        for file in files:
            connection.execute(_deletion(file))
            if file.document_id:
                self._note_last_place(connection, file.document_id)
                by_id = documents_table.c.id == file.document_id
                connection.execute(sa.delete(documents_table).where(by_id))

    def _note_last_place(self, connection: Connection, document_id: str) -> None:
        """Notes with a version that is kept where it lies, before it is replaced, moved or removed.

        It was kept where it lay when it was first cited, and that decides who may see it.
        """
        columns = documents_table.c
        query = sa.select(columns.version, columns.path).where(columns.id == document_id)
        row = connection.execute(query).first()
        if row:
            with self.people.transaction(writing=True) as other:
                note_place(other, (document_id, row.version), row.path)

    def unread(self, connection: Connection, document_ids: Sequence[str]) -> list[str]:
        """Forgets documents, and that their files were read; returns the paths of those.

        They keep their ids, for when they are read again.
        """
        _note_change(connection)
        wanted, paths = set(document_ids), []
        for row in connection.execute(sa.select(files_table)).all():
            if row.document_id in wanted:
                paths.append(row.path)
                file = replace(file_of(row), version="", state=FAILED, reason=_ALTERED)
                replace_rows(connection, files_table, [file_row(file)])
        for batch in batches(wanted):
            connection.execute(sa.delete(documents_table).where(documents_table.c.id.in_(batch)))
        self._documents.clear()
        return paths

    def note_text_sums(self) -> None:
        """Notes the check sums of texts that an earlier release has stored without."""
        for database, table in self._versions:
            keys = (table.c.id, table.c.version)
            unknown = table.c.check_sum.is_(None)
            with database.transaction() as connection:
                found = connection.execute(sa.select(*keys).where(unknown)).all()
            for key in found:
                mine = (table.c.id == key.id) & (table.c.version == key.version)
                columns = [table.c[column.name] for column in TEXT_COLUMNS]
                with database.transaction(writing=True) as connection:
                    row = connection.execute(sa.select(*columns).where(mine)).one()
                    noted = sa.update(table).where(mine).values(check_sum=sum_of(document_of(row)))
                    connection.execute(noted)

    def is_empty(self) -> bool:
        """Tells whether there is no document."""
        with self.database.transaction() as connection:
            return connection.execute(sa.select(documents_table.c.id).limit(1)).first() is None

    def characters(self, document_ids: Sequence[str]) -> int:
        """Returns how many characters these documents have together."""
        columns, total = documents_table.c, 0
        with self.database.transaction() as connection:
            for batch in batches(document_ids):
                query = sa.select(sa.func.sum(sa.func.length(columns.text)))
                total += int(connection.execute(query.where(columns.id.in_(batch))).scalar() or 0)
        return total

    def titles_by_id(self) -> dict[str, str]:
        """Returns the titles of the documents by their ids, in the order of their paths."""
        query = sa.select(documents_table.c.id, documents_table.c.title).order_by(*BY_PATH)
        with self.database.transaction() as connection:
            return {i: title for i, title in connection.execute(query)}

    def listing(self) -> list[Listed]:
        """Returns the documents as they stand in a list, by path."""
        columns, files = documents_table.c, files_table.c
        wanted = [columns[name] for name in ("id", "version", "path", "title", "language")]
        pages = sa.func.json_array_length(columns.pages).label("pages")
        query = (
            sa.select(*wanted, columns.page_unit, pages)
            .add_columns(files.modified_ns, files.indexed_at, files.source, files.size)
            .join_from(documents_table, files_table, files.document_id == columns.id, isouter=True)
            .order_by(*BY_PATH)
        )
        with self.database.transaction() as connection:
            return [listed_of(row) for row in connection.execute(query)]

    def beginnings(self, endings: Sequence[str], most: int) -> dict[str, str]:
        """Returns the first `most` characters of documents whose paths end so, by their ids."""
        columns = documents_table.c
        ends = sa.or_(*(columns.path.iendswith(ending, autoescape=True) for ending in endings))
        query = sa.select(columns.id, sa.func.substr(columns.text, 1, most)).where(ends)
        with self.database.transaction() as connection:
            return {i: text for i, text in connection.execute(query)}

    def document_ids(self) -> list[str]:
        """Returns the ids of the documents by path."""
        query = sa.select(documents_table.c.id).order_by(*BY_PATH)
        with self.database.transaction() as connection:
            return list(connection.execute(query).scalars())

    def first_of_each_language(self, count: int = 3) -> list[str]:
        """Returns the ids of a few documents in each language."""
        columns = documents_table.c
        place = sa.func.row_number().over(partition_by=columns.language, order_by=columns.path)
        numbered = sa.select(columns.id, place.label("place")).subquery()
        query = sa.select(numbered.c.id).where(numbered.c.place <= count)
        with self.database.transaction() as connection:
            return list(connection.execute(query).scalars())

    def document(self, document_id: str) -> Document | None:
        """Returns the current version of a document, None if there is none of this id."""
        columns = documents_table.c
        query = sa.select(columns.version, columns.path).where(columns.id == document_id)
        with self.database.transaction() as connection:
            found = connection.execute(query).one_or_none()
            return self.cached(connection, (document_id, *found)) if found else None

    def cached(self, connection: Connection, key: tuple[str, str, str]) -> Document:
        """Returns the current version of a document, known to have this id, version and path."""
        # Another thread may clear the cache at any time, so each step stands by itself.
        document = self._documents.get(key)
        if document is None:
            query = sa.select(*TEXT_COLUMNS).where(documents_table.c.id == key[0])
            document = document_of(connection.execute(query).one())
            if len(self._documents) >= _CACHED_DOCUMENTS:
                self._documents.clear()
            self._documents[key] = document
        return document

    def read(self, document_id: str) -> Document | None:
        """Returns the current version as it stands in the database now, not as it is remembered.

        Raises:
            DamagedError: it is not as it was stored.
        """
        query = sa.select(documents_table).where(documents_table.c.id == document_id)
        with self.database.transaction() as connection:
            row = connection.execute(query).one_or_none()
        if row:
            unpacked(row.boxes, row.path)
        return document_of(row) if row else None

    def version(self, document_id: str, version: str) -> Document | None:
        """Returns a version of a document, current or kept; None if it is neither, or damaged."""
        for database, table in self._versions:
            where = (table.c.id == document_id) & (table.c.version == version)
            columns = [table.c[column.name] for column in TEXT_COLUMNS]
            with database.transaction() as connection:
                row = connection.execute(sa.select(*columns).where(where)).one_or_none()
            if row is None:
                continue
            try:
                return document_of(row)
            except DamagedError:
                logger.warning(
                    "The text of %r in %r is damaged: it is not shown.", row.path, database.name
                )
        return None

    def boxes(self, document_id: str, version: str) -> bytes:
        """Returns where the words of a version stand on their pages, empty if that is unknown."""
        for database, table in self._versions:
            where = (table.c.id == document_id) & (table.c.version == version)
            with database.transaction() as connection:
                query = sa.select(table.c.boxes, table.c.path).where(where)
                found = connection.execute(query).first()
            if found:
                return unpacked(found.boxes, found.path)
        return b""

    def refer(self, holder: str, cited: Collection[Document]) -> None:
        """Keeps versions of documents for a holder, also when files change or go."""
        with self.people.transaction(writing=True) as connection:
            self.keep(connection, holder, cited)

    def keep(self, connection: Connection, holder: str, cited: Collection[Document]) -> None:
        """Keeps versions with their texts, in a transaction of `people` with what cites them.

        One that was replaced since an answer was made of it is kept as the answer has it. A
        document without a text stands in for a version that is lost.
        """
        versions = {(document.id, document.version): document for document in cited}
        refer(connection, holder, versions.keys())
        missing, columns = unkept(connection, versions.keys()), documents_table.c
        wanted = sa.tuple_(columns.id, columns.version).in_(sorted(missing))
        with self.database.transaction() as reading:
            found = reading.execute(sa.select(documents_table).where(wanted)).all()
        rows: list[Row] = [dict(row._mapping) for row in found]
        replaced = missing - {(row.id, row.version) for row in found}
        rows += [
            document_row(versions[each]) | {"boxes": zlib.compress(b"")}
            for each in sorted(replaced)
            if versions[each].text
        ]
        keep(connection, rows)

    @property
    def _versions(self) -> tuple[tuple[Database, sa.Table], ...]:
        """Where versions lie: those of now, and those that are cited."""
        return (self.database, documents_table), (self.people, kept_table)

    def release(self, holder: str) -> None:
        """Lets go of what a holder referred to; old versions nobody refers to are deleted."""
        with self.people.transaction(writing=True) as connection:
            refer_only(connection, holder, ())

    def having(self, version: str) -> list[Document]:
        """Returns the documents whose current version has this hash, by path."""
        columns = documents_table.c
        query = sa.select(*TEXT_COLUMNS).where(columns.version == version).order_by(columns.path)
        with self.database.transaction() as connection:
            return [document_of(row) for row in connection.execute(query)]


def open_records(home: Path, address: str = "") -> Records:
    """Opens the records of a home folder alone, without its indexes and its model.

    `address` is that of the server on which people are, if any.

    Raises:
        NoIndexError: there is no home folder.
        HomeError: it cannot be opened.
    """
    if not is_home(home):
        raise no_index(home)
    keep_private(home)
    return Records(Database(home / FILE), address=address)


def _note_change(connection: Connection) -> None:
    """Notes that documents, or the places of files, are others than before."""
    set_facts(connection, {"documents": secrets.token_hex(8)})


def set_facts(connection: Connection, facts: Mapping[str, str]) -> None:
    """Notes facts about the home folder in a transaction with other changes."""
    rows: list[Row] = [{"name": n, "value": v} for n, v in facts.items()]
    replace_rows(connection, facts_table, rows)


def _deletion(file: FileRecord) -> sa.Delete:
    where = (files_table.c.source == file.source) & (files_table.c.path == file.path)
    return sa.delete(files_table).where(where)
