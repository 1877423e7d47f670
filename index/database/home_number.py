"""The number of a home folder, by which its files are told from those of another one.

It is random, made once, and stands in both databases and in the folder of each edition. The last
steps of the two databases give it to them (`index/database/migrating.py`). A copy of a home folder
has the number of the first, so that a backup of the one fits into the other.
"""

import re
import secrets
from pathlib import Path

import sqlalchemy as sa

from index.command_line import command
from index.database.database import Database
from index.errors import DamagedError, HomeError
from index.integrity.damage import damaged

FACT = "home"
"""What the number is called among the facts of a database."""

FILE = "home"
"""The file of an edition's folder that holds the number."""

_NUMBER = re.compile("[0-9a-f]{32}")
_VALUE = sa.text("SELECT value FROM facts WHERE name = :name")


def new_number() -> str:
    """Returns a number that no other home folder has."""
    return secrets.token_hex(16)


def number_in(database: Database) -> str:
    """Returns the number that stands in a database, empty if it is not there yet."""
    with database.transaction() as connection:
        if not sa.inspect(connection).has_table("facts"):
            return ""
        return str(connection.execute(_VALUE, {"name": FACT}).scalar() or "")


def refuse_foreign(records: Database, people: Database) -> None:
    """Refuses two databases that belong to different home folders.

    The folders of the editions tell which of the two is another's. A database of people that
    has no number is of an earlier release, and one of records that has no table is new.

    Raises:
        DamagedError: the records are another's; indexing makes them anew.
        HomeError: what people said is another's, or it cannot be told which of the two is.
    """
    mine, theirs = number_in(records), number_in(people)
    if mine == theirs or not theirs or not (mine or _is_migrated(records)):
        return
    known = _numbers_of_editions(records.path.parent)
    if theirs in known and mine not in known:
        raise DamagedError(
            f"The database {str(records.path)!r} belongs to another home folder. To make it anew"
            f" from your files: {command('index FOLDER')}"
        )
    which = f"The database {people.shown!r} belongs to another home folder"
    if mine not in known:
        which = f"The databases {people.shown!r} and {records.path.name!r} belong to two homes"
    raise HomeError(
        f"{which}. Put the right one in its place. If the first is right, move"
        f" {records.path.name!r} and 'generations' away, then: {command('index FOLDER')}"
    )


def _is_migrated(database: Database) -> bool:
    """Tells whether a database has a step of Alembic: one of older releases, or a new one, not."""
    with database.transaction() as connection:
        return sa.inspect(connection).has_table("alembic_version")


def _numbers_of_editions(home: Path) -> set[str]:
    return {_written_in(folder) for folder in edition_folders(home)} - {""}


def edition_folders(home: Path) -> list[Path]:
    """Returns the folders of the editions of a home folder."""
    return [folder for folder in (home / "generations").glob("*") if folder.name.isdecimal()]


def _written_in(folder: Path) -> str:
    """Returns the number in an edition's folder, empty if there is none."""
    try:
        written = (folder / FILE).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
    return written if _NUMBER.fullmatch(written) else ""


def is_foreign(folder: Path, number: str) -> bool:
    """Tells whether an edition's folder has a number, and that of another home folder.

    One that is damaged says nothing: check sums hold what else is in the folder.
    """
    return _written_in(folder) not in ("", number)


def check_folder(folder: Path, number: str) -> None:
    """Refuses to answer from the folder of another home folder.

    Raises:
        DamagedError: it is another's; indexing makes it anew.
    """
    if is_foreign(folder, number):
        raise damaged(folder, "it belongs to another home folder")


def claim(folder: Path, number: str) -> None:
    """Writes the number into the folder of an edition, if it is not there."""
    if _written_in(folder) != number:
        unfinished = folder / f"{FILE}.unfinished"
        unfinished.write_text(number + "\n", encoding="ascii")
        unfinished.replace(folder / FILE)
