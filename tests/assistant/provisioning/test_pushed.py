"""People and groups that are pushed, as they are kept: in the home folder, and on a server."""

from dataclasses import replace

import pytest

from assistant.assistant import audit_of
from assistant.identities.api_keys import Keys
from assistant.identities.sessions import Lifetime, Sessions
from assistant.identities.withdrawing import Withdrawing
from assistant.provisioning.pushed import PushedGroup, PushedUser, PushError, WantedResources
from assistant.provisioning.pushed_groups import PushedGroups
from assistant.provisioning.pushed_users import PushedUsers
from assistant.provisioning.steps import AddMembers, RemoveMembers, RenameGroup, ReplaceMembers
from assistant.settings import Settings
from assistant.types import UNTOLD, Reader
from index.errors import MissingError
from tests.servers.talking import open_records

pytestmark = pytest.mark.usefixtures("address_of")

HANAKO = PushedUser("hanako", "e-1", "Hanako Sato")


@pytest.fixture
def records(tmp_path):
    records = open_records(tmp_path)
    yield records
    records.close()


@pytest.fixture
def audit(records):
    return audit_of(records, Settings())


@pytest.fixture
def sessions(records, audit):
    return Sessions(records, Lifetime(600, 3_600), audit=audit)


@pytest.fixture
def keys(records, audit):
    return Keys(records, audit)


@pytest.fixture
def users(records, audit, sessions, keys):
    return PushedUsers(records, audit, Withdrawing(sessions, keys))


@pytest.fixture
def groups(records, audit):
    return PushedGroups(records, audit)


def test_who_was_pushed_is_found_by_each_of_their_names(users):
    made = users.add(HANAKO, "entra")
    assert users.get(made).user == HANAKO
    for name, value in (("userName", "HANAKO"), ("externalId", "e-1"), ("id", made)):
        total, [found] = users.find(WantedResources(((name, value),)))
        assert (total, found.id) == (1, made)
    assert users.find(WantedResources((("externalId", "E-1"),))) == (0, [])


def test_members_come_and_go_in_steps(users, groups):
    one, two, three = (users.add(PushedUser(name), "x") for name in ("one", "two", "three"))
    made = groups.add(PushedGroup("staff", members=(one, one)), "x")
    steps = [AddMembers((one, two)), RemoveMembers((one,)), RenameGroup(name="house")]
    groups.change(made, steps, "x")
    assert (groups.get(made).name, groups.get(made).members) == ("house", (two,))
    assert users.standing("two").groups == {"house"}
    groups.change(made, [ReplaceMembers((three,))], "x")
    assert users.standing("two").groups == set()
    users.remove(three, "x")
    assert groups.get(made).members == ()
    groups.remove(made, "x")
    with pytest.raises(MissingError):
        groups.get(made)


def test_a_member_that_nobody_pushed_changes_nothing(users, groups):
    one = users.add(PushedUser("one"), "x")
    made = groups.add(PushedGroup("staff"), "x")
    with pytest.raises(PushError, match="No user 'nobody' here"):
        groups.change(made, [AddMembers((one,)), AddMembers(("nobody",))], "x")
    assert groups.get(made).members == ()


def test_groups_are_found_by_a_member(users, groups):
    one = users.add(PushedUser("one"), "x")
    made = groups.add(PushedGroup("staff", members=(one,)), "x")
    groups.add(PushedGroup("house"), "x")
    total, [found] = groups.find(WantedResources(member=one), members=True)
    assert (total, found.id, found.members) == (1, made, (one,))


def test_a_withdrawn_account_ends_what_was_begun_under_its_name(users, sessions, keys, audit):
    made = users.add(HANAKO, "entra")
    session, key = sessions.begin(Reader("Hanako")), keys.add(Reader("hanako"))
    others = sessions.begin(Reader("taro")), keys.add(Reader("taro"))
    pushing = keys.add(Reader("hanako"), ["people"])
    users.change(made, lambda user: replace(user, active=False), "entra")
    assert (sessions.reader(session), keys.find(key)) == (None, None)
    assert sessions.reader(others[0]) is not None
    assert keys.find(others[1]) is not None
    assert keys.find_pushing(pushing) is not None
    assert users.standing("hanako").withdrawn
    assert not audit.verify().broken


def test_a_name_that_was_given_up_is_refused_until_it_is_pushed_again(users):
    made = users.add(HANAKO, "entra")
    users.change(made, lambda user: replace(user, name="sato"), "entra")
    assert users.standing("hanako").withdrawn
    users.change(made, lambda user: replace(user, name="hanako"), "entra")
    assert not users.standing("hanako").withdrawn
    assert users.standing("sato").withdrawn
    users.remove(made, "entra")
    users.add(HANAKO, "entra")
    assert not users.standing("hanako").withdrawn


def test_a_name_that_is_taken_is_so_in_any_case(users):
    users.add(HANAKO, "entra")
    made = users.add(PushedUser("taro"), "entra")
    with pytest.raises(PushError, match="already"):
        users.add(PushedUser("HANAKO"), "entra")
    with pytest.raises(PushError, match="already"):
        users.change(made, lambda user: replace(user, name="Hanako"), "entra")
    assert users.get(made).user.name == "taro"


def test_who_only_looks_like_somebody_may_be_in_any_group(users):
    users.add(HANAKO, "entra")
    assert users.standing("ｈanako").groups == {UNTOLD}
    assert users.standing("stranger").groups == set()
