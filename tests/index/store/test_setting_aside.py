"""Records that are damaged: indexing makes them anew, and what people said stays."""

import sqlite3
from contextlib import closing

import pytest

from assistant.conversations.conversations import Conversations
from index.database.lock import writing
from index.errors import DamagedError, HomeError, HomeLockedError
from index.library import open_library
from index.search.queries import Query
from index.store.setting_aside import ASIDE, set_aside_damaged
from tests.fake_embedder import FakeEmbedder
from tests.servers.talking import ANNA, turn

TEXT = "The cable lies under the northern sea."


def open_(home):
    return open_library(home, FakeEmbedder(), create=True)


@pytest.fixture
def home(tmp_path, folder):
    """A home folder with some documents and a conversation."""
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"{TEXT} number{number} " * 40)
    (folder / "a.txt").write_text(TEXT)
    with closing(open_(tmp_path / "home")) as library:
        library.sync([folder])
        [document] = [each for each in library.documents() if each.path == "a.txt"]
        said = turn(document, quote="under the northern sea")
        Conversations(library.records).add(ANNA, "c1", said)
    return tmp_path / "home"


def _cut(data):
    return data[: len(data) // 2]


def _zero(data):
    return bytes(len(data))


def _break_pages(data):
    """Damages what says how the pages hang together."""
    size = int.from_bytes(data[16:18])
    pages = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join([pages[0], *(bytes([page[0] ^ 0x55]) + page[1:] for page in pages[1:])])


@pytest.mark.parametrize("fault", [_cut, _zero, _break_pages])
def test_damaged_records_are_made_anew_beside_the_conversations(home, folder, fault, caplog):
    path = home / "records.sqlite"
    path.write_bytes(damaged := fault(path.read_bytes()))
    set_aside_damaged(home)
    assert caplog.messages == [
        f"The database {str(path)!r} was damaged: it is kept as {ASIDE!r},"
        " and every file is read again."
    ]
    assert (home / ASIDE).read_bytes() == damaged
    with closing(open_(home)) as library:
        assert library.sync([folder]).added == 41
        assert library.search(Query("number7"))[0].passage.document.path == "7.txt"
        assert library.disagreement() == ""
        assert Conversations(library.records).open(ANNA, "c1").turns


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE facts SET value = replace(value, '{', '[') WHERE name = 'generation'",
        "UPDATE files SET remarks = '{' WHERE path = 'a.txt'",
        "UPDATE files SET reason = CAST(x'ff' AS TEXT) WHERE path = 'a.txt'",
    ],
)
def test_records_that_are_whole_but_cannot_be_read_are_made_anew(home, folder, change):
    with closing(sqlite3.connect(home / "records.sqlite")) as connection:
        connection.execute(change)
        connection.commit()
    with pytest.raises(DamagedError, match="tenkyo index"), closing(open_(home)) as library:
        library.sync([folder])
    set_aside_damaged(home)
    with closing(open_(home)) as library:
        assert library.sync([folder]).added == 41


def test_whole_records_stay(home, caplog):
    before = (home / "records.sqlite").read_bytes()
    set_aside_damaged(home)
    assert (home / "records.sqlite").read_bytes() == before
    assert caplog.messages == []


def test_records_that_may_hold_conversations_stay(home):
    """An earlier release had one database."""
    (home / "people.sqlite").unlink()
    (home / "records.sqlite").write_bytes(b"no database" * 1000)
    set_aside_damaged(home)
    assert (home / "records.sqlite").exists()


def test_nothing_is_set_aside_under_the_feet_of_who_indexes(home):
    with writing(home), pytest.raises(HomeLockedError):
        set_aside_damaged(home)


def test_damaged_records_name_the_command_that_makes_them_anew(home):
    (home / "records.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(DamagedError, match=r"anew from your files: tenkyo index FOLDER$"):
        open_(home)


def test_what_people_said_is_not_called_a_thing_to_make_anew(home):
    (home / "people.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(
        HomeError, match=r"people.sqlite' is damaged: .* Restore a backup"
    ) as raised:
        open_(home)
    assert not isinstance(raised.value, DamagedError)


def test_conversations_that_are_lost_are_told(home, caplog):
    for file in home.glob("people.sqlite*"):
        file.unlink()
    open_(home).close()
    [said] = caplog.messages
    assert "people.sqlite' was not there: conversations, ratings, keys" in said
    caplog.clear()
    open_(home).close()
    assert caplog.messages == []


def test_a_new_home_has_lost_nothing(tmp_path, caplog):
    open_(tmp_path / "new").close()
    assert caplog.messages == []
