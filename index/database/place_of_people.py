"""Where what people said and did is kept: in the home folder, or in a database on a server.

A home folder whose people are on a server says so in a file, and one that has both is refused:
nothing that was said is to be hidden by a setting that was forgotten, or set too early.
"""

from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.database.database import Database
from index.database.home_folder import PEOPLE
from index.database.server_database import ServerDatabase
from index.errors import HomeError

MARK = "people.server"
"""The file of a home folder that says on which server its people are."""

_SAYING = ("conversations", "ratings", "api_keys", "audit_entries", "sources", "shares")


def open_people(home: Path, address: str = "") -> Database:
    """Opens the database of people of a home folder; `address` is that of a server, if any.

    Raises:
        UsageError: that is none of PostgreSQL.
        HomeError: the server cannot be reached, refuses, or is none that can be used.
    """
    return ServerDatabase(home, address) if address else Database(home / PEOPLE, precious=True)


def refuse_elsewhere(records: Database, people: Database) -> None:
    """Refuses to begin anew where something was said in another place.

    Raises:
        HomeError: it was; the message says where.
    """
    home = records.path.parent
    if not isinstance(people, ServerDatabase):
        if (home / MARK).exists():
            where = (home / MARK).read_text(encoding="utf-8", errors="replace").strip()[:200]
            raise HomeError(
                f"The conversations of the home folder {str(home)!r} are in the database {where!r}."
                f" Name it in TENKYO_DATABASE. If it is gone for good, remove {MARK!r} from there."
            )
    elif _say_anything(records) or _say_anything(Database(home / PEOPLE, precious=True)):
        raise HomeError(
            f"The home folder {str(home)!r} holds conversations, ratings or keys itself. To move"
            " them to a server: tenkyo backup FILE without TENKYO_DATABASE, then with it"
            " tenkyo restore FILE --home NEW"
        )


def refuse_occupied(people: Database, *, known: bool) -> None:
    """Refuses a database on a server in which tables are, unless their step is `known`.

    Raises:
        HomeError: another program's tables are there, or those of a newer release.
    """
    if known or not isinstance(people, ServerDatabase):
        return
    with people.transaction() as connection:
        there = sa.inspect(connection).get_table_names()
    if there:
        raise HomeError(
            f"The database {people.shown!r} holds tables that this release does not know, such as"
            f" {min(there)!r}. Name one of Tenkyo's own in TENKYO_DATABASE, or install the newer"
            " release that they are of."
        )


def note_place(people: Database) -> None:
    """Notes on which server people are, if on any."""
    if isinstance(people, ServerDatabase):
        mark = people.path.with_name(MARK)
        if not mark.exists() or mark.read_text(encoding="utf-8") != f"{people.shown}\n":
            mark.write_text(f"{people.shown}\n", encoding="utf-8")


def _say_anything(file: Database) -> bool:
    """Tells whether a file does that is there; it is closed again, until it is needed."""
    if not file.path.exists():
        return False
    with closing(file), file.transaction() as connection:
        return says_anything(connection)


def says_anything(connection: Connection) -> bool:
    """Tells whether anybody has said or done anything that is kept in a database."""
    there = set(sa.inspect(connection).get_table_names())
    asked = (sa.select(sa.literal(1)).select_from(sa.table(n)) for n in _SAYING if n in there)
    return any(connection.execute(query.limit(1)).first() for query in asked)
