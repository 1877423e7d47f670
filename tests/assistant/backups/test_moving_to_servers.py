"""What people said is moved to a PostgreSQL server and back, by a backup."""

import threading
from contextlib import closing

import pytest

from assistant.audit.audit import Audit
from assistant.backups.backup import back_up
from assistant.backups.restore import restore_home
from assistant.conversations.conversations import Conversations
from assistant.conversations.ratings import Ratings
from assistant.types import Rating
from index.errors import HomeError
from index.store.records import open_records
from tests.servers import talking
from tests.servers.talking import ANNA, BEN, answer, document, index, rate, turn

SAID = "It leaves\0at nine."


@pytest.fixture
def address(postgres):
    """The address of a database in which there is nothing."""
    name = postgres.make()
    yield postgres.address(name)
    postgres.drop(name)


@pytest.fixture
def backup(tmp_path):
    """A backup of a home folder without a server, in which two conversations and a rating are."""
    home = tmp_path / "first"
    home.mkdir()
    with closing(talking.open_records(home)) as records:
        ferry = document(f"The ferry. {SAID}")
        index(records, ferry)
        store = Conversations(records, audit=Audit(records))
        store.add(ANNA, "c1", turn(ferry, quote=SAID))
        store.add(ANNA, "c2", turn(ferry, quote=SAID))
        store.rate("c1", "t1", Rating(answer(ferry, quote=SAID), helpful=False, reader=ANNA))
    back_up(home, tmp_path / "first.backup")
    return tmp_path / "first.backup"


def all_said(records):
    store = Conversations(records)
    talks = [store.open(ANNA, heading.id) for heading in store.find(ANNA)]
    return talks, Ratings(records).stored(), list(Audit(records).entries())


def test_a_backup_leads_to_a_server_and_back(backup, tmp_path, address):
    there, again = tmp_path / "there", tmp_path / "again"
    restore_home(backup, there, address)
    assert not (there / "people.sqlite").exists()
    back_up(there, tmp_path / "there.backup", address=address)
    restore_home(tmp_path / "there.backup", again)
    with (
        closing(open_records(tmp_path / "first")) as first,
        closing(open_records(there, address)) as served,
        closing(open_records(again)) as own,
    ):
        assert all_said(first) == all_said(served) == all_said(own)
        assert not Audit(served).verify().broken
        assert not Audit(own).verify().broken


def test_ratings_count_on_behind_those_that_were_moved(backup, tmp_path, address):
    restore_home(backup, tmp_path / "there", address)
    with closing(open_records(tmp_path / "there", address)) as records:
        rate(records, answer(document()), reader=BEN)
        assert [each.number for each in Ratings(records).stored()] == [1, 2]


def test_a_server_on_which_something_was_said_is_not_restored_to(backup, tmp_path, address):
    restore_home(backup, tmp_path / "there", address)
    with pytest.raises(HomeError, match="holds conversations, ratings or keys, and nothing in it"):
        restore_home(backup, tmp_path / "second", address)
    assert {path.name for path in (tmp_path / "second").iterdir()} <= {"lock"}


def test_a_server_that_was_opened_and_not_used_may_be_restored_to(backup, tmp_path, address):
    (tmp_path / "new").mkdir()
    talking.open_records(tmp_path / "new", address).close()
    restore_home(backup, tmp_path / "there", address)
    with closing(open_records(tmp_path / "there", address)) as records:
        assert len(Conversations(records).find(ANNA)) == 2


def test_a_backup_is_of_one_moment_whatever_is_said_meanwhile(backup, tmp_path, address):
    restore_home(backup, tmp_path / "there", address)
    began, stopped = threading.Event(), threading.Event()

    def keep_talking(records):
        store, number = Conversations(records, audit=Audit(records)), 0
        while not stopped.is_set():
            store.add(ANNA, f"n{(number := number + 1)}", turn(document()))
            began.set()

    with closing(open_records(tmp_path / "there", address)) as records:
        writer = threading.Thread(target=keep_talking, args=(records,))
        writer.start()
        began.wait()
        back_up(tmp_path / "there", tmp_path / "x.backup", address=address)
        stopped.set()
        writer.join()
    restore_home(tmp_path / "x.backup", tmp_path / "new")
    with closing(open_records(tmp_path / "new")) as records:
        kept = len(Conversations(records).find(ANNA, most=100_000))
        found = Audit(records).verify()
        assert not found.broken
        # Two turns and a rating were there; from then on there is an entry for each conversation.
        assert found.entries == kept + 1 > 3
