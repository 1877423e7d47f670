"""The two databases of a home folder: made, taken over from one, and never half."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from assistant.audit import audit
from assistant.audit.audit import Audit
from assistant.commands import personal_data
from assistant.conversations import conversation_rows, ratings
from assistant.conversations.conversations import Conversations
from assistant.conversations.ratings import Ratings
from assistant.identities import api_keys as keys
from assistant.identities import sessions
from assistant.identities.api_keys import Keys
from assistant.sources import sources
from index.database import migrating
from index.database.database import Database
from index.database.home_number import number_in
from index.errors import HomeError
from index.library import open_library
from index.search.queries import Query
from index.store import kept_versions, record_rows
from index.store.records import open_records
from tests.fake_embedder import FakeEmbedder
from tests.homes import QUOTE, TEXT, make_first_step, make_old_home
from tests.servers.talking import ANNA, turn


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """A home folder of the layout 2, and the key that it knows."""
    place = tmp_path_factory.mktemp("old")
    (place / "papers").mkdir()
    return place / "home", make_old_home(place / "home", place / "papers")


@pytest.fixture
def home(old, tmp_path):
    return shutil.copytree(old[0], tmp_path / "home")


def tables(file):
    with closing(sqlite3.connect(file)) as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        return {name for (name,) in connection.execute(query)}


def assert_whole(home, key):
    with closing(open_records(home)) as opened:
        store = Conversations(opened)
        cited = [store.open(ANNA, name).turns[0].answer.citations[0] for name in ("c1", "c2")]
        assert [each.passage.document.text for each in cited] == [TEXT, f"{TEXT} It is old."]
        assert [each.quote for each in cited] == [QUOTE, QUOTE]
        assert [rating.comment for rating in Ratings(opened).stored("anna")] == ["Good."]
        assert Keys(opened).find(key).reader.name == "anna"
        found = Audit(opened).verify()
        assert (found.entries, found.broken) == (4, "")
        numbers = {number_in(each) for each in (opened.database, opened.people)}
    numbers |= {file.read_text().strip() for file in home.glob("generations/*/home")}
    assert len(numbers) == 1
    assert "" not in numbers
    assert tables(home / "records.sqlite").isdisjoint(migrating.PEOPLE_TABLES)


def test_a_home_of_one_database_is_taken_over_whole(home, old):
    assert_whole(home, old[1])
    assert_whole(home, old[1])


def test_nothing_is_embedded_again(home):
    embedder = FakeEmbedder()
    with closing(open_library(home, embedder)) as library:
        assert library.search(Query("cable"))[0].passage.text.startswith(TEXT)
        assert [text for text in embedder.embedded if TEXT in text] == []


def test_what_is_cited_outlives_the_database_that_can_be_made_again(home, old):
    open_records(home).close()
    for file in home.glob("records.sqlite*"):
        file.unlink()
    assert_whole(home, old[1])


def test_a_takeover_killed_at_any_statement_goes_on(old, tmp_path):
    left = left_by_kills(shutil.copytree(old[0], tmp_path / "home"), tmp_path / "left")
    assert len(left) > 50
    for home in left:
        assert_whole(home, old[1])


def left_by_kills(home, place):
    """Opens a home folder; returns what a kill before each statement and commit would leave of it.

    That is its files as they are at that moment: nothing is rolled back, written or closed.
    """
    left = []

    def keep(*_):
        left.append(shutil.copytree(home, place / str(len(left))))

    events = [(sa.engine.Engine, name, keep) for name in ("before_cursor_execute", "commit")]
    for event in events:
        sa.event.listen(*event)
    try:
        open_records(home).close()
    finally:
        for event in events:
            sa.event.remove(*event)
    return left


def test_two_processes_may_open_it_at_once(home, old):
    code = "import sys, pathlib; from index.store.records import open_records as o; "
    code += "o(pathlib.Path(sys.argv[1])).close()"
    command = [sys.executable, "-c", code, str(home)]
    opened = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate()[1] for process in opened] == ["", "", ""]
    assert_whole(home, old[1])


def test_ratings_of_a_release_that_knew_no_readers_are_those_of_the_local_one(home):
    with closing(sqlite3.connect(home / "records.sqlite")) as connection:
        connection.execute("ALTER TABLE ratings DROP COLUMN reader")
        connection.commit()
    with closing(open_records(home)) as opened:
        assert len(Ratings(opened).stored("local")) == 1


@pytest.mark.parametrize("name", ["records", "people"])
def test_a_home_of_a_newer_release_is_one_line(home, name):
    open_records(home).close()
    with closing(sqlite3.connect(home / f"{name}.sqlite")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'people_9'")
        connection.commit()
    with pytest.raises(HomeError, match=r"of a newer release .* Install that one, or") as e:
        open_library(home, FakeEmbedder())
    assert "\n" not in str(e.value)


def test_a_layout_from_before_is_one_line_that_keeps_conversations(home):
    with closing(sqlite3.connect(home / "records.sqlite")) as connection:
        connection.execute("UPDATE facts SET value = '1' WHERE name = 'schema'")
        connection.commit()
    with pytest.raises(HomeError, match=r"has the layout '1', .* keep this one"):
        open_library(home, FakeEmbedder())
    assert "turns" in tables(home / "records.sqlite")


def test_an_old_database_beside_newer_conversations_is_refused(home, old):
    with closing(open_records(home)) as opened:
        [document] = [opened.document(i) for i in opened.document_ids()]
        Conversations(opened).add(ANNA, "c3", turn(document, "t3", quote=QUOTE))
    shutil.copy(old[0] / "records.sqlite", home / "records.sqlite")
    with pytest.raises(HomeError, match=r"both hold conversations\. Put one of them"):
        open_records(home)
    assert "turns" in tables(home / "records.sqlite")


@pytest.mark.parametrize("name", migrating.HEADS)
def test_the_last_step_is_the_one_that_is_looked_for(name):
    folder = migrating._SCRIPTS
    steps = ScriptDirectory(folder, version_locations=[folder / name])
    assert steps.get_heads() == [migrating.HEADS[name]]
    assert {step.revision for step in steps.walk_revisions()} == {*migrating.STEPS[name]}


def test_a_home_of_an_earlier_step_goes_on_from_there(home):
    """The first step had no check sums of vectors."""
    open_records(home).close()
    make_first_step(home)
    embedder = FakeEmbedder()
    with closing(open_library(home, embedder)) as library:
        assert library.search(Query("cable"))[0].passage.text.startswith(TEXT)
        assert [text for text in embedder.embedded if TEXT in text] == []
    with closing(sqlite3.connect(home / "records.sqlite")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (
            migrating.HEADS["records"],
        )


@pytest.mark.parametrize(
    ("file", "owners"),
    [
        ("people", (audit, conversation_rows, keys, ratings, sessions, sources, kept_versions)),
        ("records", (record_rows,)),
    ],
)
def test_the_steps_make_the_tables_that_the_code_works_with(tmp_path, file, owners):
    (tmp_path / "people.sqlite").touch()
    open_records(tmp_path).close()
    for owner in owners:
        foreign = () if owner is kept_versions else vars(kept_versions).values()
        declared = [t for t in vars(owner).values() if isinstance(t, sa.Table) and t not in foreign]
        assert declared
        for table in declared:
            wanted = Database(tmp_path / "wanted.sqlite")
            wanted.make(table)
            wanted.close()
            assert _form(tmp_path / f"{file}.sqlite", table.name) == _form(wanted.path, table.name)


def _form(file, table):
    with closing(sqlite3.connect(file)) as connection:
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        indexes = connection.execute(f"PRAGMA index_list({table})").fetchall()
    return columns, sorted(index[1:4] for index in indexes)


def test_every_table_of_people_is_decided_on(tmp_path):
    (tmp_path / "people.sqlite").touch()
    open_records(tmp_path).close()
    decided = {*personal_data.OF_PEOPLE, *personal_data.OF_NOBODY}
    assert tables(tmp_path / "people.sqlite") == decided
