"""Sessions in the records: how they begin and end."""

import json

import pytest

from assistant.audit.audit import Audit
from assistant.identities.sessions import Lifetime, Sessions
from assistant.types import Reader
from index.errors import HomeError
from tests.clock import Clock

pytestmark = pytest.mark.usefixtures("_watched", "address_of")

HANAKO = Reader("花子", frozenset({"legal", "board"}))


@pytest.fixture
def clock():
    return Clock(1_000.0)


@pytest.fixture
def sessions(library, clock):
    return Sessions(library.records, Lifetime(idle=600, absolute=3_600), clock)


def test_a_session_knows_its_reader_with_the_groups(sessions):
    assert sessions.reader(sessions.begin(HANAKO)) == HANAKO


@pytest.mark.parametrize("key", ["", "x", "' OR 1=1 --", "花子", "\ud800"])
def test_no_other_key_is_a_session(sessions, key):
    sessions.begin(HANAKO)
    assert sessions.reader(key) is None


def test_a_session_without_requests_ends(sessions, clock):
    key = sessions.begin(HANAKO)
    clock.now += 601
    assert sessions.reader(key) is None
    assert sessions.listed() == []


def test_requests_keep_a_session_but_not_for_ever(sessions, clock):
    key = sessions.begin(HANAKO)
    for _ in range(7):
        assert sessions.reader(key) == HANAKO
        clock.now += 500
    clock.now += 200
    assert sessions.reader(key) is None


def test_where_nothing_can_be_written_who_is_signed_in_stays_so(
    sessions, clock, library, monkeypatch
):
    people, tried = library.records.people, []
    transaction = people.transaction

    def full(*, writing=False):
        if writing:
            tried.append(clock.now)
            raise HomeError("The disk is full.")
        return transaction()

    key, other = sessions.begin(HANAKO), sessions.begin(Reader("taro"))
    monkeypatch.setattr(people, "transaction", full)
    for clock.now in (1_100.0, 1_130.0, 1_170.0):
        assert sessions.reader(key) == HANAKO
        assert sessions.reader(other) == Reader("taro")
    # Nobody waits for the disk each time.
    assert tried == [1_100.0, 1_170.0]
    monkeypatch.setattr(people, "transaction", transaction)
    clock.now = 1_500.0
    assert sessions.reader(key) == HANAKO
    clock.now = 2_050.0
    assert (sessions.reader(key), sessions.reader(other)) == (HANAKO, None)


@pytest.mark.parametrize("address_of", ["in the home"], indirect=True)
def test_what_the_browser_holds_is_not_in_the_records(sessions, library):
    key = sessions.begin(HANAKO)
    stored = [path.read_bytes() for path in library.records.database.path.parent.glob("people*")]
    assert stored
    assert not any(key.encode() in content for content in stored)


def test_all_sessions_of_one_reader_are_revoked_and_no_others(sessions):
    keys = [sessions.begin(HANAKO), sessions.begin(HANAKO), sessions.begin(Reader("taro"))]
    assert sessions.revoke("花子") == 2
    assert [sessions.reader(key) for key in keys] == [None, None, Reader("taro")]


def test_a_token_is_used_once_however_the_clock_jumps(sessions, clock):
    assert [sessions.use_token("one", 1_500), sessions.use_token("one", 1_500)] == [True, False]
    clock.now = 9_000
    assert sessions.use_token("two", 9_500)
    clock.now = 1_000
    assert not sessions.use_token("one", 1_500)


def test_used_tokens_are_bounded_and_those_forgotten_stay_used(sessions, clock, monkeypatch):
    monkeypatch.setattr("assistant.identities.sessions._TOKENS_KEPT", 2)
    clock.now = 9_000
    assert all(sessions.use_token(f"{until}", until) for until in (1_500, 1_600, 1_700, 1_800))
    clock.now = 1_000
    assert not any(sessions.use_token(f"{until}", until) for until in (1_500, 1_600, 1_700, 1_800))
    assert sessions.use_token("new", 1_900)


def test_what_is_revoked_is_recorded_and_nothing_is_if_there_was_none(library, clock):
    audit = Audit(library.records)
    sessions = Sessions(library.records, Lifetime(600, 3_600), clock, audit=audit)
    keys = [sessions.begin(HANAKO), sessions.begin(HANAKO)]
    assert [sessions.revoke("花子"), sessions.revoke("花子")] == [2, 0]
    [entry] = audit.of("花子")
    assert (entry.kind, json.loads(entry.content)["revoked"]) == ("sessions", 2)
    assert not any(key in entry.content for key in keys)
