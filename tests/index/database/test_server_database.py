"""What people said on a PostgreSQL server: the promises of a file, and what cannot be used."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversations.conversations import Conversations
from index.database.database import Database
from index.database.home_number import number_in
from index.database.nul_characters import stored_json, stored_text, told_json, told_text
from index.errors import HomeError, UsageError
from index.store.records import Records, open_records, set_facts
from tests.servers.talking import ANNA, document, index, turn

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\0\ufdd0\ufdd1a"))
VALUES = st.recursive(
    st.none() | st.integers() | TEXTS, lambda each: st.lists(each) | st.dictionaries(TEXTS, each)
)


@pytest.fixture
def address(postgres):
    """The address of a database in which there is no table."""
    name = postgres.make()
    yield postgres.address(name)
    postgres.drop(name)


@pytest.fixture
def opened(address, tmp_path):
    with closing(open_home(tmp_path / "home", address)) as records:
        yield records


def open_home(home, address=""):
    home.mkdir(exist_ok=True)
    return Records(Database(home / "records.sqlite"), address=address)


def refused(home, address):
    """The one line that refuses an address, with which nothing is made in the home folder."""
    with pytest.raises((HomeError, UsageError)) as caught:
        open_home(home, address)
    assert "\n" not in str(caught.value)
    assert not [path.name for path in home.iterdir()]
    return str(caught.value)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://anna:secret@there/people", "begins with 'mysql', and only PostgreSQL can be"),
        ("sqlite:////tmp/people.sqlite", "begins with 'sqlite'"),
        ("there/people", "is no address of a database. Give TENKYO_DATABASE as postgresql://"),
        ("postgresql://anna:secret@there:port/people", "is no address of a database"),
        ("postgresql://anna:secret@there", "names no database"),
        ("postgresql://anna:secret@127.0.0.1:1/people", "'127.0.0.1/people' cannot be used: "),
    ],
)
def test_what_is_no_address_of_a_database_is_refused_and_not_repeated(tmp_path, address, said):
    line = refused(tmp_path / "home", address)
    assert said in line
    assert "secret" not in line


def test_a_database_that_is_not_there_is_to_be_made(postgres, tmp_path):
    line = refused(tmp_path / "home", postgres.address("nowhere"))
    assert line.endswith("Make it first: createdb --encoding=UTF8 --template=template0 NAME.")


def test_a_refused_password_is_told_and_not_shown(postgres, tmp_path):
    postgres.run("CREATE ROLE guarded LOGIN PASSWORD 'right'")
    try:
        line = refused(tmp_path / "home", postgres.address("postgres", "guarded", "wrong"))
        assert "password authentication failed" in line
        assert line.endswith("Check the password in TENKYO_DATABASE.")
        assert "wrong" not in line
    finally:
        postgres.run("DROP ROLE guarded")


def test_who_may_not_make_tables_is_told_what_to_allow_and_nothing_is_written(postgres, tmp_path):
    name = postgres.make()
    postgres.run("CREATE ROLE reading LOGIN")
    (tmp_path / "home").mkdir()
    try:
        with pytest.raises(HomeError, match=r"permission denied for schema public. Let its user"):
            open_home(tmp_path / "home", postgres.address(name, "reading"))
        with closing(open_home(tmp_path / "other", postgres.address(name))) as records:
            assert number_in(records.people)
    finally:
        postgres.drop(name)
        postgres.run("DROP ROLE reading")


def test_a_server_of_an_early_release_is_refused(address, tmp_path, monkeypatch):
    monkeypatch.setattr("index.database.server_database._OLDEST", 99)
    assert "and 99 is the oldest that can be used" in refused(tmp_path / "home", address)


def test_a_database_that_cannot_hold_every_text_is_refused(postgres, tmp_path):
    name = postgres.make("TEMPLATE template0 ENCODING LATIN1 LOCALE_PROVIDER libc LOCALE 'C'")
    try:
        assert "is in 'LATIN1'" in refused(tmp_path / "home", postgres.address(name))
    finally:
        postgres.drop(name)


def test_tables_of_another_program_are_left_alone(postgres, tmp_path):
    name = postgres.make()
    postgres.run("CREATE TABLE sessions (mine int)", database=name)
    try:
        with pytest.raises(HomeError, match=r"does not know, such as 'sessions'. Name one of"):
            open_home(tmp_path, postgres.address(name))
    finally:
        postgres.drop(name)


def test_two_that_migrate_at_once_become_one(address, tmp_path):
    start = threading.Barrier(2)

    def begin(name):
        start.wait()
        with closing(open_home(tmp_path / name, address)) as records:
            return number_in(records.people), number_in(records.database)

    with ThreadPoolExecutor(2) as pool:
        [first, second] = pool.map(begin, ("one", "two"))
    assert first == second
    assert len(set(first)) == 1


@given(TEXTS)
def test_every_text_comes_back_as_it_was_and_without_nul_between(text):
    assert "\0" not in stored_text(text)
    assert told_text(stored_text(text)) == text


@given(VALUES)
def test_every_value_comes_back_from_json(value):
    assert told_json(stored_json(value)) == value


def test_what_is_cited_may_hold_any_character(opened):
    said = "Nul\0 and \ufdd0 and \ufdd1."
    of = document(f"The ferry. {said}")
    index(opened, of)
    store = Conversations(opened)
    store.add(ANNA, "c1", turn(of, quote=said))
    [told] = store.open(ANNA, "c1").turns
    assert told.answer.text == said
    assert opened.version(of.id, of.version) == of


def test_texts_stand_in_the_order_of_their_code_points(opened):
    names = ["b", "B", "_", "ä", "a", "海", "z"]
    query = sa.text("SELECT name FROM facts WHERE name <> 'home' ORDER BY name")
    with opened.people.transaction(writing=True) as connection:
        set_facts(connection, dict.fromkeys(names, ""))
        assert list(connection.execute(query).scalars()) == sorted(names)


def test_who_reads_and_then_writes_is_waited_for(opened):
    def write(value):
        with opened.people.transaction(writing=True) as connection:
            set_facts(connection, {"fact": value})

    with ThreadPoolExecutor(1) as pool:
        with opened.people.transaction(writing=True) as connection:
            read(connection)
            other = pool.submit(write, "later")
            with pytest.raises(TimeoutError):
                other.result(0.1)
            set_facts(connection, {"fact": "first"})
        other.result()
    with opened.people.transaction() as connection:
        assert read(connection) == "later"


def read(connection):
    return connection.execute(sa.text("SELECT value FROM facts WHERE name = 'fact'")).scalar()


def test_who_reads_sees_one_state_and_cannot_write(opened):
    with opened.people.transaction() as connection:
        assert read(connection) is None
        with opened.people.transaction(writing=True) as other:
            set_facts(other, {"fact": "new"})
        assert read(connection) is None
    with (
        pytest.raises(HomeError, match="in a read-only transaction"),
        opened.people.transaction() as connection,
    ):
        set_facts(connection, {"fact": "never"})


def test_what_anybody_changes_makes_another_version(opened):
    before = opened.people.version()
    with opened.people.transaction() as connection:
        read(connection)
    assert opened.people.version() == before
    with opened.people.transaction(writing=True) as connection:
        set_facts(connection, {"fact": "new"})
    assert opened.people.version() != before


def test_conversations_of_a_home_are_not_hidden_by_a_server(address, tmp_path):
    with closing(open_home(tmp_path / "home")) as records:
        Conversations(records).add(ANNA, "c1", turn(document()))
    with pytest.raises(HomeError, match=r"ratings or keys itself\. To move"):
        open_home(tmp_path / "home", address)


def test_a_home_in_which_nobody_said_anything_may_go_to_a_server(address, tmp_path):
    open_home(tmp_path / "home").close()
    with closing(open_home(tmp_path / "home", address)) as records:
        assert number_in(records.people) == number_in(records.database)


def test_conversations_on_a_server_are_not_begun_anew_beside_it(opened, tmp_path):
    with pytest.raises(HomeError, match=r"are in the database '.*/t\d+_\d+'. Name it in TENKYO_"):
        open_records(tmp_path / "home")
    assert not (tmp_path / "home" / "people.sqlite").exists()


def test_a_connection_ends_when_the_host_of_the_database_has_vanished(opened):
    with opened.people.transaction() as connection:
        set_ = connection.connection.driver_connection.info.get_parameters()
    assert int(set_["tcp_user_timeout"]) <= 15_000
    assert int(set_["keepalives_idle"]) + 2 * int(set_["keepalives_interval"]) <= 20
