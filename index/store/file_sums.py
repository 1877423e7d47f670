"""The check sums of the files of the two indexes, as they were when the last change was done.

tantivy and Chroma write their files as they see fit, so there are no sums while an index is being
changed: they are forgotten before the first change, and noted when a run is done or has repaired
what an interrupted one left. They stand in the records, and so tell also which content belongs to
this home folder. Chroma writes to its SQLite file whenever it is opened; of that, the sum is over
what stands in the tables.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from index.database.database import Database
from index.database.tables import column, declare_table, primary
from index.integrity.check_sums import sum_of_ends, sum_of_file
from index.text.terms import ANALYSIS

WORDS, VECTORS, POSTINGS = f"words-{ANALYSIS}", "vectors", f"postings-{ANALYSIS}"
FOLDERS = (WORDS, VECTORS)
"""The folders of the two indexes in that of their edition.

Words that an earlier release made of the texts are of no use: they lie in folders of other names.
"""

# Up to these sizes a file is looked at in full when it is opened: a tenth of a second.
_SMALL_FILE = 256_000_000
_SMALL_DATABASE = 32_000_000
# Chroma notes in this table that it was opened.
_OPENINGS = "acquire_write"
_GRAPH = ("data_level0.bin", "header.bin", "length.bin", "link_lists.bin")
_GRAPH_CONTENTS = "index_metadata.pickle"


@dataclass(frozen=True, slots=True)
class FileSum:
    """The size of a file, and check sums of all that is in it and of its two ends.

    The size and ends of a database change whenever it is opened, and are 0.
    """

    size: int
    whole: int
    ends: int


class FileSums:
    """The check sums of the files of one edition's indexes; for any number of threads.

    `forget` and `note` are for who holds the home folder's lock.
    """

    def __init__(self, database: Database, edition: int, folder: Path) -> None:
        """Makes the table if it is not there yet; `folder` is that of the edition."""
        self._database, self._folder = database, folder
        self._table = declare_table(
            f"file_sums_{edition}",
            primary("name"),
            column("size", sa.BigInteger),
            column("whole", sa.BigInteger),
            column("ends", sa.BigInteger),
        )
        database.make(self._table)
        # What was looked at in full, with its size and time by then.
        self._looked_at: dict[str, tuple[int, int, FileSum]] = {}

    def drop(self) -> None:
        """Deletes the table."""
        with self._database.transaction() as connection:
            self._table.drop(connection)

    def noted(self) -> dict[str, FileSum]:
        """Returns the sums by the names of files, none while there are changes."""
        with self._database.transaction() as connection:
            rows = connection.execute(sa.select(self._table)).all()
        return {name: FileSum(*sums) for name, *sums in rows}

    def forget(self) -> None:
        """Forgets them, before an index is changed."""
        if self.noted():
            with self._database.transaction(writing=True) as connection:
                connection.execute(sa.delete(self._table))

    def note(self) -> None:
        """Notes the sums of all files, after an index was changed."""
        found = {name: self._sum(name) for name in self._names()}
        rows = [
            {"name": name, "size": each.size, "whole": each.whole, "ends": each.ends}
            for name, each in found.items()
        ]
        with self._database.transaction(writing=True) as connection:
            connection.execute(sa.delete(self._table))
            if rows:
                connection.execute(sa.insert(self._table), rows)

    def damaged(self, *, whole: bool) -> list[str]:
        """Returns the names of files that are not as they were noted.

        Of large files only the size and the ends are looked at, unless they are `whole`. A folder
        that is lost is as good as one that was never made. Where somebody changes an index
        meanwhile, nothing is known to be damaged.
        """
        noted = self.noted()
        while True:
            there = [name for name in noted if (self._folder / name.split("/")[0]).exists()]
            wrong = [name for name in there if not self._is_right(name, noted[name], whole)]
            now = self.noted() if wrong else noted
            if now == noted:
                return wrong
            noted = now

    def _names(self) -> Iterator[str]:
        for folder in FOLDERS:
            for path in sorted((self._folder / folder).rglob("*")):
                if path.is_file() and not _is_passing(path):
                    yield path.relative_to(self._folder).as_posix()

    def _is_right(self, name: str, wanted: FileSum, whole: bool) -> bool:
        path = self._folder / name
        try:
            size = path.stat().st_size
            if not _is_database(path) and size != wanted.size:
                return False
            if whole or size <= (_SMALL_DATABASE if _is_database(path) else _SMALL_FILE):
                return self._sum(name) == wanted
            return _is_database(path) or sum_of_ends(path) == wanted.ends
        except (OSError, sqlite3.Error):
            return False

    def _sum(self, name: str) -> FileSum:
        path = self._folder / name
        stat = path.stat()
        now = (stat.st_size, stat.st_mtime_ns)
        known = self._looked_at.get(name)
        if known and known[:2] == now:
            return known[2]
        if _is_database(path):
            found = FileSum(0, _sum_of_tables(path), 0)
        else:
            found = FileSum(stat.st_size, sum_of_file(path), sum_of_ends(path))
        self._looked_at[name] = (*now, found)
        return found


def _is_passing(path: Path) -> bool:
    """Tells whether a file holds nothing: locks, journals, what Chroma writes before the graph.

    Without the file that says what stands in it, Chroma begins the graph anew at each opening.
    """
    if path.suffix == ".lock" or "-journal" in path.name:
        return True
    return path.name in _GRAPH and not path.with_name(_GRAPH_CONTENTS).exists()


def _is_database(path: Path) -> bool:
    return path.suffix == ".sqlite3"


def _sum_of_tables(path: Path) -> int:
    """Returns the check sum of what stands in the tables of a database.

    Raises:
        sqlite3.Error: the file is damaged.
    """
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        [[state]] = connection.execute("PRAGMA integrity_check(1)")
        if state != "ok":
            raise sqlite3.DatabaseError(state)
        query = "SELECT name, sql FROM sqlite_master WHERE rootpage AND name != ? ORDER BY name"
        found = 0
        for name, sql in connection.execute(query, (_OPENINGS,)).fetchall():
            found = zlib.crc32(f"{name} {sql}".encode(), found)
            if sql and sql.startswith("CREATE TABLE"):
                for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1'):
                    found = zlib.crc32(repr(row).encode("utf-8", "surrogatepass"), found)
        return found
