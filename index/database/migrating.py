"""Bringing the two databases of a home folder to the form that this release works with.

A home folder of one database, the layout 2, is taken over: what people said and did is copied to a
database of its own, then removed from the first. A process that dies at any moment leaves what the
next one goes on with.
"""

import logging
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.engine import Connection

from index.database.database import Database
from index.database.home_number import (
    claim,
    edition_folders,
    is_foreign,
    new_number,
    number_in,
    refuse_foreign,
)
from index.database.lock import writing
from index.database.place_of_people import note_place, refuse_elsewhere, refuse_occupied
from index.errors import HomeError, HomeLockedError

logger = logging.getLogger(__name__)

STEPS = {
    "people": ("people_1", "people_2", "people_3", "people_4", "people_5", "people_6", "people_7"),
    "records": ("records_1", "records_2", "records_3", "records_4", "records_5"),
}
"""The steps of each database, in order."""

HEADS = {name: steps[-1] for name, steps in STEPS.items()}
"""The last step of each database."""

PEOPLE_TABLES = (
    *("conversations", "turns", "ratings", "api_keys", "sessions", "used_tokens"),
    *("audit_entries", "audit_contents", "audit_head", "old_versions", "version_references"),
)
"""The tables that lay in the first database in the layout 2."""

_LOST = (
    "%r was not there: conversations, ratings, keys and the audit record begin anew."
    " If it was lost, restore a backup: tenkyo restore FILE --home NEW"
)
_TRUSTED = (
    "%r is of an earlier release, which did not say of which home folder it was: it is taken for"
    " that of this one from now on."
)
_LAYOUT = "2"
_PATIENCE = 300
_SCRIPTS = Path(__file__).parents[1] / "migrations"
_VERSION = sa.text("SELECT version_num FROM alembic_version")
_TAKEN = {"name": "takeover", "value": "begun"}


def migrate(records: Database, people: Database) -> None:
    """Brings both databases of a home folder to the last step, and makes the number they share.

    Raises:
        HomeError: the home folder is of a newer release, or of one that is too old; or a database
            is that of another home folder, a `DamagedError` if indexing makes it anew.
        HomeLockedError: another process has been at it for minutes, or writes to the home folder.
    """
    both = {"people": people, "records": records}
    home = records.path.parent
    refuse_elsewhere(records, people)
    try:
        if any(_step(both[name]) != head for name, head in HEADS.items()):
            with FileLock(home / "lock-migration", timeout=_PATIENCE), people.alone():
                _bring_up(records, people)
    except Timeout:
        raise HomeLockedError(
            f"{str(home)!r} is being migrated by another process. Wait until it is done."
        ) from None
    refuse_foreign(records, people)
    note_place(people)


def _bring_up(records: Database, people: Database) -> None:
    """Makes all steps. The records get the number first: with it they are known to be this home's.

    What people said gets it in the last step, which tells that all others are made.
    """
    _check("people", people)
    _check("records", records)
    refuse_foreign(records, people)
    if _step(records) and not _step(people):
        logger.warning(_LOST, people.shown)
    elif number_in(records) and not number_in(people):
        logger.warning(_TRUSTED, people.shown)
    number = number_in(people) or number_in(records) or new_number()
    _upgrade("people", people, number, to=STEPS["people"][0])
    _take_over(records, people)
    _upgrade("records", records, number)
    for folder in edition_folders(records.path.parent):
        if not is_foreign(folder, number):
            claim(folder, number)
    _upgrade("people", people, number)


def _step(database: Database) -> str:
    """Returns the last step that a database has made, empty if none."""
    with database.transaction() as connection:
        if "alembic_version" not in _tables(connection):
            return ""
        return str(connection.execute(_VERSION).scalar() or "")


def _check(name: str, database: Database) -> None:
    home, step = str(database.path.parent), _step(database)
    refuse_occupied(database, known=step in STEPS[name])
    if step and step not in STEPS[name]:
        raise HomeError(
            f"The home folder {home!r} is of a newer release ({step!r} is not known)."
            " Install that one, or use another folder with --home."
        )
    with database.transaction() as connection:
        if step or "facts" not in _tables(connection):
            return
        query = sa.text("SELECT value FROM facts WHERE name = 'schema'")
        layout = connection.execute(query).scalar() if name == "records" else None
    if layout not in (None, _LAYOUT):
        raise HomeError(
            f"The home folder {home!r} has the layout {layout!r}, and this release takes over"
            f" {_LAYOUT!r}. Index into another one with --home; keep this one, whose conversations"
            " the release that made it can export."
        )


def _upgrade(name: str, database: Database, number: str, to: str = "") -> None:
    """Makes the steps of a database up to one, or all."""
    to = to or HEADS[name]
    steps = STEPS[name]
    if (there := _step(database)) and steps.index(there) >= steps.index(to):
        return
    with database.transaction(writing=True) as connection:
        make_steps(connection, name, number, to)


def make_steps(connection: Connection, name: str, number: str, to: str) -> None:
    """Makes the steps of a database that are missing up to one, in a transaction that writes."""
    # Alembic is needed once in the life of a home folder.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _quoted(_SCRIPTS))
    config.set_main_option("version_locations", _quoted(_SCRIPTS / name))
    config.set_main_option("path_separator", "newline")
    config.attributes["number"] = number
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%%")


def _take_over(records: Database, people: Database) -> None:
    """Moves what people said and did. Nobody writes it meanwhile: the first database is locked."""
    with records.transaction() as connection:
        old = _tables(connection)
    if not old.isdisjoint(PEOPLE_TABLES):
        with writing(records.path.parent), records.transaction(writing=True) as connection:
            found = [name for name in PEOPLE_TABLES if name in _tables(connection)]
            _copy(people, records.path, found)
            for name in found:
                connection.exec_driver_sql(f"DROP TABLE {name}")
        records.flush()
    with people.transaction(writing=True) as connection:
        connection.execute(sa.text("DELETE FROM facts WHERE name = :name"), {"name": "takeover"})


def _copy(people: Database, old: Path, names: list[str]) -> None:
    """Copies tables in one transaction; what an interrupted try has copied is replaced."""
    with people.engine.connect() as opened:
        _run(opened, "ATTACH ? AS old", str(old))
        try:
            with opened.begin():
                _refuse_two(opened, old.parent)
                opened.execute(
                    sa.text("INSERT OR REPLACE INTO facts VALUES (:name, :value)"), _TAKEN
                )
                for name in names:
                    _copy_table(opened, name)
                if "version_references" in names:
                    _copy_cited(opened)
        finally:
            _run(opened, "DETACH old")


def _run(opened: Connection, statement: str, *values: str) -> None:
    """Runs a statement that has to stand outside transactions."""
    connection = opened.connection.driver_connection
    assert connection is not None
    connection.execute(statement, values)


def _refuse_two(connection: Connection, home: Path) -> None:
    begun = connection.execute(sa.text("SELECT 1 FROM facts WHERE name = 'takeover'")).first()
    counts = (connection.exec_driver_sql(f"SELECT count(*) FROM {name}") for name in PEOPLE_TABLES)
    if begun is None and any(count.scalar() for count in counts):
        raise HomeError(
            f"In {str(home)!r} records.sqlite, of an older release, and people.sqlite both hold"
            " conversations. Put one of them into a folder of its own, and name that with --home."
        )


def _copy_table(connection: Connection, name: str) -> None:
    def columns(schema: str) -> list[str]:
        rows = connection.exec_driver_sql(f"PRAGMA {schema}.table_info({name})")
        return [f'"{row[1]}"' for row in rows]

    # Ratings of early releases have no reader.
    there = columns("old")
    shared = ", ".join(column for column in columns("main") if column in there)
    connection.exec_driver_sql(f"DELETE FROM main.{name}")
    connection.exec_driver_sql(
        f"INSERT INTO main.{name} ({shared}) SELECT {shared} FROM old.{name}"
    )


def _copy_cited(connection: Connection) -> None:
    """Copies the texts of current versions that are cited."""
    tables = ("main.table_info(old_versions)", "old.table_info(documents)")
    mine, theirs = ([r[1] for r in connection.exec_driver_sql(f"PRAGMA {t}")] for t in tables)
    columns = ", ".join(column for column in mine if column in theirs)
    connection.exec_driver_sql(
        f"INSERT OR IGNORE INTO main.old_versions ({columns}) SELECT {columns} FROM old.documents"
        " WHERE (id, version) IN (SELECT document_id, version FROM main.version_references)"
    )


def _tables(connection: Connection) -> set[str]:
    return set(sa.inspect(connection).get_table_names())
