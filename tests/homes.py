"""A home folder of the layout 2, in which one database held everything.

It is made with the present code, then put back: the tables are those that Alembic makes at its
first step, which are frozen, in one file again.
"""

import sqlite3
from contextlib import closing

from assistant.audit.audit import Audit
from assistant.conversations.conversations import Conversations
from assistant.identities.api_keys import Keys
from assistant.identities.sessions import Lifetime, Sessions
from assistant.types import Rating
from index.database.migrating import PEOPLE_TABLES
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from tests.servers.talking import ANNA, turn

TEXT = "The cable lies under the northern sea."
QUOTE = "under the northern sea"


def make_old_home(home, folder):
    """Makes it, with documents, a conversation, a rating, a key and a session; returns the key."""
    (folder / "a.txt").write_text(TEXT)
    with closing(open_library(home, FakeEmbedder(), create=True)) as library:
        library.sync([folder])
        [document] = library.documents()
        key = _say(library.records, document)
        # The version that is cited is not that of now.
        (folder / "a.txt").write_text(TEXT + " It is old.")
        library.sync([folder])
        [document] = library.documents()
        Conversations(library.records, audit=Audit(library.records)).add(
            ANNA, "c2", turn(document, "t2", quote=QUOTE)
        )
    _put_back(home)
    return key


def _say(records, document):
    audit = Audit(records)
    store = Conversations(records, audit=audit)
    said = turn(document, quote=QUOTE)
    store.add(ANNA, "c1", said)
    store.rate("c1", "t1", Rating(said.answer, helpful=True, comment="Good.", reader=ANNA))
    Sessions(records, Lifetime(600, 600)).begin(ANNA)
    return Keys(records, audit).add(ANNA)


def make_first_step(home):
    """Makes the records of a home folder what the first step of Alembic and its code made them."""
    with closing(sqlite3.connect(home / "records.sqlite")) as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        for (table,) in connection.execute(query).fetchall():
            if table.startswith("file_sums_"):
                connection.execute(f"DROP TABLE {table}")
            if table.startswith(("passages_", "unfinished_")):
                for column in ("sentence_sum", "token_sum"):
                    connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.commit()
    forget_number(home, "records", "records_1")
    forget_number(home, "people", "people_1")
    for file in home.glob("generations/*/home"):
        file.unlink()


def forget_number(home, name, step):
    """Makes a database what it was before home folders had numbers, and texts check sums."""
    table = {"people": "old_versions", "records": "documents"}[name]
    with closing(sqlite3.connect(home / f"{name}.sqlite")) as connection:
        connection.execute(f"ALTER TABLE {table} DROP COLUMN check_sum")
        if name == "records":
            connection.execute("ALTER TABLE files DROP COLUMN read_by")
        connection.execute("DELETE FROM facts WHERE name = 'home'")
        connection.execute("UPDATE alembic_version SET version_num = ?", (step,))
        connection.commit()


def _put_back(home):
    make_first_step(home)
    with closing(sqlite3.connect(home / "records.sqlite")) as connection:
        connection.execute("ATTACH ? AS people", (str(home / "people.sqlite"),))
        query = "SELECT tbl_name, sql FROM people.sqlite_master WHERE sql IS NOT NULL"
        for table, sql in connection.execute(query).fetchall():
            if table in PEOPLE_TABLES:
                connection.execute(sql)
        for table in PEOPLE_TABLES:
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM people.{table}")
        # Of what is cited, only versions that were replaced lay in a table of their own.
        now = "SELECT id, version FROM documents"
        connection.execute(f"DELETE FROM main.old_versions WHERE (id, version) IN ({now})")
        connection.execute("UPDATE facts SET value = '2' WHERE name = 'schema'")
        connection.execute("DROP TABLE main.alembic_version")
        connection.commit()
        connection.execute("DETACH people")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for file in home.glob("people.sqlite*"):
        file.unlink()
