"""API keys: made once, kept as hashes, good for what and as long as they say."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from assistant.audit.audit import Audit
from assistant.commands.parser import main
from assistant.identities.api_keys import SCOPES, Keys
from assistant.types import Reader
from index.errors import HomeError, UsageError
from tests.servers.talking import open_records

pytestmark = pytest.mark.usefixtures("_watched", "address_of")

ANNA = Reader("anna", frozenset({"legal", "staff"}))


@pytest.fixture
def keys(tmp_path):
    return Keys(open_records(tmp_path))


def test_a_key_stands_for_its_reader(keys):
    found = keys.find(keys.add(ANNA, ["search", "ask"]))
    assert (found.reader, found.scopes, found.expires) == (ANNA, ("ask", "search"), None)


@pytest.mark.parametrize("address_of", ["in the home"], indirect=True)
def test_the_secret_is_not_kept(keys, tmp_path):
    text = keys.add(ANNA)
    secret = text[20:]
    files = [path.read_bytes() for path in tmp_path.iterdir()]
    assert len(secret) == 43
    assert not any(secret.encode() in content for content in files)


def test_no_two_keys_are_alike(keys):
    assert len({keys.add(ANNA) for _ in range(20)}) == 20


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-1] + ("A" if text[-1] != "A" else "B"),
        lambda text: text.replace("tenkyo_", "tenkyo_0", 1)[: len(text)],
        lambda text: text.upper(),
        lambda text: text + "\n",
        lambda text: text[:19],
        lambda text: f"{text[:20]}{'é' * 43}",
        lambda text: "",
        lambda text: "\x00",
        lambda text: "tenkyo_' OR 1=1 --",
    ],
)
def test_what_is_no_key_is_not_found(keys, spoil):
    assert keys.find(spoil(keys.add(ANNA))) is None


def test_a_revoked_key_is_not_found_and_stays_listed(keys):
    text = keys.add(ANNA)
    [key] = keys.all()
    keys.revoke(key.shown)
    [revoked] = keys.all()
    assert keys.find(text) is None
    keys.revoke(key.id)
    assert [revoked] == list(keys.all())
    assert revoked.revoked is not None


def test_a_key_expires(keys):
    text = keys.add(ANNA, days=2)
    [key] = keys.all()
    now = datetime.now(UTC)
    assert keys.find(text) == key
    assert key.holds(now + timedelta(days=1.9))
    assert not key.holds(now + timedelta(days=2.1))


@pytest.mark.parametrize(
    ("reader", "scopes", "days", "said"),
    [
        (Reader(""), SCOPES, 0, "user ''"),
        (Reader("a\nb"), SCOPES, 0, r"user 'a\\nb'"),
        (Reader(" a"), SCOPES, 0, "user ' a'"),
        (Reader("a" * 201), SCOPES, 0, "1 to 200"),
        (Reader("a", frozenset({""})), SCOPES, 0, "group ''"),
        (Reader("a"), ["ask", "all"], 0, "'all'. Choose from ask, search"),
        (Reader("a"), [], 0, "No such scope: ''"),
        (Reader("a"), SCOPES, -1, "-1 days"),
        (Reader("a"), SCOPES, 10**9, "1 to 36,500"),
    ],
)
def test_what_cannot_be_is_refused(keys, reader, scopes, days, said):
    with pytest.raises(UsageError, match=said):
        keys.add(reader, scopes, days)
    assert keys.all() == ()


def test_an_unknown_key_cannot_be_revoked(keys):
    with pytest.raises(UsageError, match="No key 'none'"):
        keys.revoke("none")


@pytest.fixture
def run(library, capfdbinary):
    def run(*arguments):
        status = main(["keys", *arguments, "--home", str(library.home)])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


@pytest.mark.parametrize("address_of", ["in the home"], indirect=True)
def test_keys_are_made_listed_and_revoked_on_the_command_line(run, library):
    status, out, _ = run("add", "安奈", "--groups", "legal, staff", "--scope", "ask", "--days", "9")
    key = Keys(library.records).find(out.strip())
    assert status == 0
    assert (key.reader, key.scopes) == (Reader("安奈", frozenset({"legal", "staff"})), ("ask",))
    [listed] = json.loads(run("--json")[1])
    assert (listed["user"], listed["groups"]) == ("安奈", ["legal", "staff"])
    assert out.strip() not in run()[1]
    assert run("revoke", key.id) == (0, "", "")
    assert "revoked" in run()[1]
    assert Keys(library.records).find(out.strip()) is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("revoke", "x"), "No key 'x'"),
        (("add", ""), "The user ''"),
        (("add", "a", "--scope", "everything"), "No such scope: 'everything'"),
        (("add", "a", "--scope", ""), "No such scope: ''"),
    ],
)
def test_a_wrong_command_is_one_line(run, arguments, said):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_making_and_revoking_is_recorded_once_and_without_the_secret(tmp_path):
    records = open_records(tmp_path)
    audit = Audit(records)
    keys = Keys(records, audit)
    secret = keys.add(ANNA, ["ask"]).rpartition("_")[2]
    [key] = keys.all()
    for _ in range(2):
        keys.revoke(key.id)
    said = [json.loads(entry.content) for entry in audit.of("anna")]
    assert [(each["change"], each["key"]) for each in said] == [
        ("made", key.id),
        ("revoked", key.id),
    ]
    assert (said[0]["scopes"], said[0]["groups"]) == (["ask"], ["legal", "staff"])
    assert not any(secret in entry.content for entry in audit.entries())


def test_a_key_that_cannot_be_recorded_is_not_made(tmp_path):
    records = open_records(tmp_path)
    keys = Keys(records, Audit(records))
    with records.people.transaction(writing=True) as connection:
        connection.exec_driver_sql("DROP TABLE audit_contents")
    with pytest.raises(HomeError):
        keys.add(ANNA)
    assert keys.all() == ()


def test_a_key_that_pushes_people_is_good_for_nothing_else(keys):
    made = keys.add(Reader("entra"), ["people"])
    assert made.startswith("tenkyo_scim_")
    assert keys.find(made) is None
    assert keys.find_pushing(made).reader.name == "entra"
    assert keys.find(made.replace("scim_", "")) is None
    assert keys.find_pushing(keys.add(Reader("anna"))) is None


@pytest.mark.parametrize(
    ("reader", "scopes"),
    [(Reader("a"), ("people", "ask")), (Reader("a", frozenset({"g"})), ("people",))],
)
def test_a_key_that_pushes_people_stands_alone(keys, reader, scopes):
    with pytest.raises(UsageError, match="good for nothing else, and in no group"):
        keys.add(reader, scopes)
