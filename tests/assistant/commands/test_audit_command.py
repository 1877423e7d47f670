"""The command `audit`: verify, export, one person's data and its erasure."""

import json
from hashlib import sha256

import pytest

from assistant.assistant import audit_of
from assistant.commands.parser import main
from assistant.conversations.conversations import Conversations
from assistant.conversations.ratings import Ratings
from assistant.identities.api_keys import Keys
from assistant.identities.sessions import Lifetime, Sessions
from assistant.identities.withdrawing import Withdrawing
from assistant.provisioning.pushed import PushedUser
from assistant.provisioning.pushed_users import PushedUsers
from assistant.settings import Settings
from assistant.terminal.exit_status import WRONG_USE
from assistant.types import LOCAL_READER, Reader
from tests.servers.talking import (
    ANNA,
    BEN,
    answer,
    document,
    index,
    rate,
    remove,
    turn,
)

LIFETIME = Lifetime(600, 3_600)
SECRET = "Does Annas secret ferry leave?"


@pytest.fixture
def filled(records):
    """Turns and ratings of two readers; one entry of the record came later than the others."""
    index(records, document())
    audit = audit_of(records, Settings())
    store = Conversations(records, audit=audit)
    store.add(ANNA, "c1", turn(document(), question=SECRET))
    store.add(BEN, "c2", turn(document()))
    for reader in (ANNA, BEN):
        rate(records, answer(document(), SECRET), reader=reader, comment=SECRET)
        audit.signed_in(reader.name, method="header")
    return records


@pytest.fixture
def run(tmp_path, capfdbinary):
    def run(*arguments):
        try:
            status = main(["audit", *map(str, arguments), "--home", str(tmp_path)])
        except SystemExit as leaving:
            status = leaving.code
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


@pytest.mark.usefixtures("filled")
def test_a_whole_record_verifies_and_its_head_can_be_expected_later(run):
    status, out, _ = run("verify")
    assert status == 0
    assert out.startswith("4 entries: none altered, removed or added. Head: 4:")
    assert run("verify", "--expect", out.split()[-1])[0] == 0
    assert run("verify", "--expect", f"9:{'0' * 64}")[0] == 1


def test_an_empty_record_verifies(run, records):
    assert run("verify")[:2] == (
        0,
        f"0 entries: none altered, removed or added. Head: 0:{'0' * 64}\n",
    )


def test_a_broken_record_names_the_first_entry_and_exits_1(run, filled):
    with filled.people.transaction() as connection:
        connection.exec_driver_sql("UPDATE audit_entries SET kind = 'x' WHERE number = 2")
    assert run("verify")[:2] == (1, "Entry 2 was altered: it does not fit its hash.\n")


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("options", [(), ("--since", "2020-01-01"), ("--reader", "anna")])
def test_an_export_verifies_by_itself(run, tmp_path, options):
    assert run("export", tmp_path / "record", *options) == (0, "", "")
    status, out, _ = run("verify", tmp_path / "record")
    assert (status, out[:9]) == (0, "4 entries")


def test_an_export_may_begin_later(run, filled, tmp_path):
    with filled.people.transaction() as connection:
        last = connection.exec_driver_sql("SELECT at FROM audit_entries WHERE number = 4").scalar()
    run("export", tmp_path / "record", "--since", last)
    assert len((tmp_path / "record").read_bytes().splitlines()) == 2
    assert run("verify", tmp_path / "record")[1].startswith("1 entry: ")


@pytest.mark.usefixtures("filled")
def test_the_export_of_a_reader_holds_no_word_of_another(run, tmp_path):
    run("export", tmp_path / "record", "--reader", "ben")
    written = (tmp_path / "record").read_text()
    assert "ben" in written
    assert "anna" not in written
    assert "secret" not in written


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[:-1], "Entry 4 is missing"),
        (lambda lines: [*lines[:2], *lines[3:]], "Entry 2 is missing"),
        (lambda lines: [*lines[:-1], lines[-1].replace(b"anna", b"carl")], ""),
        (lambda lines: [lines[0], lines[1].replace(b"secret", b"public"), *lines[2:]], "entry 1"),
        (lambda lines: [*lines[:2], b"{}", *lines[3:]], "Line 3 is no entry"),
        (lambda lines: [*lines[:2], b"\xff\x00", *lines[3:]], "Line 3 is no entry"),
    ],
)
def test_a_tampered_export_is_noticed(run, tmp_path, change, said):
    run("export", tmp_path / "record")
    lines = (tmp_path / "record").read_bytes().splitlines()
    changed = change(lines)
    (tmp_path / "record").write_bytes(b"\n".join(changed) + b"\n")
    status, out, _ = run("verify", tmp_path / "record")
    assert status == (changed != lines)
    assert said in out


@pytest.mark.usefixtures("filled")
def test_access_prints_all_about_one_person_and_nothing_of_others(run):
    status, out, _ = run("access", "anna")
    found = json.loads(out)
    assert status == 0
    assert [talk["id"] for talk in found["conversations"]["conversations"]] == ["c1"]
    assert [rating["comment"] for rating in found["ratings"]] == [SECRET]
    assert [entry["kind"] for entry in found["audit"]] == ["question", "sign-in"]
    assert "ben" not in out


def test_erasing_leaves_others_and_a_chain_that_verifies(run, filled):
    assert (
        "1 conversations, 1 ratings, 0 sessions, 0 keys, the contents of 2 entries"
        in run("erase", "anna")[1]
    )
    assert run("access", "anna")[0] == WRONG_USE
    assert json.loads(run("access", "ben")[1])["ratings"]
    assert run("verify")[1].startswith("5 entries, 2 without contents: ")
    [erasure] = [e for e in audit_of(filled, Settings()).entries() if e.kind == "erasure"]
    assert "anna" not in erasure.content


@pytest.fixture
def let_in(filled):
    """The keys and sessions of the readers whose data is kept: what each holds in their hand."""
    keys = Keys(filled, audit_of(filled, Settings()))
    sessions = Sessions(filled, LIFETIME)
    held = {r.name: (keys.add(r), sessions.begin(r)) for r in (ANNA, BEN)}
    return keys, sessions, held


def test_access_lists_keys_and_sessions_without_what_opens_them(run, let_in):
    _, out, _ = run("access", "anna")
    found = json.loads(out)
    key, session = let_in[2]["anna"]
    assert [each["id"] for each in found["keys"]] == [key.split("_")[1]]
    assert [each["reader"]["name"] for each in found["sessions"]] == ["anna"]
    hashes = [sha256(each.encode()).hexdigest() for each in (key[20:], session)]
    assert not any(secret in out for secret in (key[20:], session, *hashes))


def test_erasing_ends_keys_and_sessions_of_that_person_only(run, let_in):
    keys, sessions, held = let_in
    assert "1 sessions, 1 keys, the contents of 3 entries" in run("erase", "anna")[1]
    assert (keys.find(held["anna"][0]), sessions.reader(held["anna"][1])) == (None, None)
    assert keys.find(held["ben"][0]).reader == sessions.reader(held["ben"][1]) == BEN
    assert run("access", "anna")[0] == WRONG_USE


def test_who_only_signed_in_can_be_erased(run, records):
    Sessions(records, LIFETIME).begin(ANNA)
    assert "1 sessions, 0 keys" in run("erase", "anna")[1]


def test_the_name_of_an_erased_person_is_in_no_file_of_the_home(run, records, tmp_path):
    index(records, document())
    reader = Reader("annabel-sinclair", frozenset({"the-sinclair-group"}))
    audit = audit_of(records, Settings())
    Conversations(records, audit=audit).add(reader, "c1", turn(document()))
    rate(records, answer(document(), SECRET), reader=reader, comment=SECRET)
    Keys(records, audit).add(reader)
    Sessions(records, LIFETIME).begin(reader)
    assert any(b"sinclair" in path.read_bytes() for path in tmp_path.iterdir())
    run("erase", reader.name)
    assert not any(b"sinclair" in path.read_bytes() for path in tmp_path.iterdir())


def test_erased_words_are_in_no_file_of_the_home(run, filled, tmp_path):
    with filled.people.transaction() as connection:
        Ratings(filled).erase(connection, "ben")
    assert any(SECRET.encode() in path.read_bytes() for path in tmp_path.iterdir())
    run("erase", "anna")
    assert not any(SECRET.encode() in path.read_bytes() for path in tmp_path.iterdir())


def test_erasing_lets_go_of_versions_that_only_that_person_cited(run, records):
    file = index(records, document())
    Conversations(records).add(ANNA, "c1", turn(document()))
    remove(records, file)
    assert records.version("d1", "a1" * 32)
    run("erase", "anna")
    assert records.version("d1", "a1" * 32) is None


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "required"),
        (["burn"], "invalid choice"),
        (["access", "nobody"], "Nothing is kept of 'nobody'. Give the name"),
        (["erase", ""], "Nothing is kept of ''"),
        (["erase", "x" * 9_999], "Nothing is kept of 'xxx"),
        (["export", "{exists}"], "exists. Choose another name."),
        (["export", "{folder}/no/such"], "No such file or directory"),
        (["export", "{folder}/new", "--since", "2999-01-01"], "has no entry since '2999-01-01'"),
        (["export", "{folder}/new", "--since", "yesterday"], "'yesterday' is no day or time"),
        (["verify", "{folder}/none"], "Cannot read"),
        (["verify", "{folder}"], "Is a directory"),
        (["verify", "{exists}"], "is no file of an audit record"),
        (["verify", "--expect", "12"], "'12' is no head"),
    ],
)
def test_bad_input_is_one_line(run, tmp_path, arguments, said):
    (tmp_path / "exists").write_bytes(b"\x00\xff")
    names = {"exists": tmp_path / "exists", "folder": tmp_path}
    status, out, err = run(*(argument.format(**names) for argument in arguments))
    assert (status, out) == (WRONG_USE, "")
    assert said in err.splitlines()[-1]


def test_without_a_home_the_remedy_is_told(tmp_path, capsys):
    assert main(["audit", "verify", "--home", str(tmp_path / "none")]) == WRONG_USE
    assert "Build one with: tenkyo index" in capsys.readouterr().err


def test_the_home_may_be_named_before_the_action(tmp_path, capsys):
    main(["audit", "--home", str(tmp_path / "none"), "verify"])
    assert "none" in capsys.readouterr().err


def test_ratings_without_an_owner_are_shown_and_erased_as_those_of_the_local_reader(run, records):
    rate(records, answer(document()), reader=LOCAL_READER, comment="Whose?")
    assert "Whose?" in run("access", "local")[1]
    assert "1 ratings" in run("erase", "local")[1]
    assert run("access", "local")[0] == WRONG_USE


def pushed_by(records):
    audit = audit_of(records, Settings())
    sessions = Sessions(records, LIFETIME, audit=audit)
    return PushedUsers(records, audit, Withdrawing(sessions, Keys(records, audit)))


def test_what_a_provider_has_pushed_of_somebody_is_shown_and_erased(run, records):
    pushed = pushed_by(records)
    pushed.add(PushedUser("carla", external="c-17", shown="Carla Conti"), "entra")
    account = json.loads(run("access", "carla")[1])["account"]
    assert (account["user"]["external"], account["user"]["shown"]) == ("c-17", "Carla Conti")
    assert run("erase", "carla")[0] == 0
    assert pushed.of("carla") is None
    assert not pushed.standing("carla").withdrawn


def test_whose_account_was_withdrawn_is_refused_on_when_erased(run, records, tmp_path):
    pushed = pushed_by(records)
    pushed.add(PushedUser("carla", shown="Carla Conti", active=False), "entra")
    assert run("erase", "carla")[0] == 0
    assert pushed.standing("Carla").withdrawn
    for file in tmp_path.rglob("people.sqlite*"):
        assert b"arla" not in file.read_bytes()
