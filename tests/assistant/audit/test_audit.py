"""The record: what is in it, that it only grows, and who may write to it at once."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.audit.audit import Audit
from assistant.audit.audit_chain import Head
from assistant.audit.audit_head import NAME, noted_head, read_head
from assistant.conversations.conversations import Conversations
from assistant.types import LOCAL_READER, Rating, Turn
from index.errors import HomeError, UsageError
from tests.servers.talking import (
    ANNA,
    BEN,
    QUOTE,
    answer,
    document,
    index,
    refusal,
    turn,
)

pytestmark = pytest.mark.usefixtures("_watched", "address_of")

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def records(records):
    index(records, document())
    return records


@pytest.fixture
def audit(records):
    return Audit(records)


def contents(audit):
    return [json.loads(entry.content) if entry.content else None for entry in audit.entries()]


def change(records, statement):
    with records.people.transaction(writing=True) as connection:
        connection.execute(sa.text(statement))


def test_a_stored_turn_is_recorded_with_what_was_shown(records, audit):
    Conversations(records, audit=audit).add(ANNA, "c1", turn(document()))
    [said] = contents(audit)
    place = document().text.index(QUOTE)
    assert said["reader"] == "anna"
    assert said["question"] == "When does it leave?"
    assert (said["answer"], said["answer_sha256"]) == (QUOTE, sha256(QUOTE.encode()).hexdigest())
    assert said["cited"] == [
        {
            "passage": "p1",
            "document": "d1",
            "version": "a1" * 32,
            "start": place,
            "end": place + len(QUOTE),
            "quote_sha256": sha256(QUOTE.encode()).hexdigest(),
        }
    ]
    assert (said["verified"], said["confidence"], said["model"]) == ([True], "0.875000", "")


def test_a_refusal_is_recorded_with_the_nearest_passages(records, audit):
    Conversations(records, audit=audit).add(ANNA, "c1", Turn("t1", "Cost?", refusal(document())))
    [said] = contents(audit)
    assert not said["answered"]
    assert [place["document"] for place in said["nearest"]] == ["d1"]


def test_without_texts_no_word_of_a_question_is_recorded(records):
    audit = Audit(records, texts=False)
    Conversations(records, audit=audit).add(
        ANNA, "c1", turn(document(), question="Anything secret?")
    )
    [entry] = audit.entries()
    assert "secret" not in entry.content
    assert QUOTE not in entry.content
    assert json.loads(entry.content)["answer_sha256"]


def test_a_turn_that_cannot_be_stored_is_not_recorded(records, audit):
    store = Conversations(records, audit=audit)
    store.add(ANNA, "c1", turn(document()))
    with pytest.raises(UsageError):
        store.add(BEN, "c1", turn(document(), key="t2"))
    assert len(contents(audit)) == 1
    assert not audit.verify().broken


def test_a_turn_that_cannot_be_recorded_is_not_stored(records, audit):
    store = Conversations(records, audit=audit)
    change(records, "DROP TABLE audit_contents")
    with pytest.raises(HomeError):
        store.add(ANNA, "c1", turn(document()))
    assert not store.has(ANNA, "c1")


def test_a_turn_that_is_asked_again_is_recorded_twice(records, audit):
    store = Conversations(records, audit=audit)
    store.add(ANNA, "c1", turn(document()))
    store.add(ANNA, "c1", turn(document()))
    assert len(contents(audit)) == 2


def test_a_verdict_is_recorded_if_it_is_on_a_turn_of_ones_own(records, audit):
    store = Conversations(records, audit=audit)
    store.add(ANNA, "c1", turn(document()))
    store.rate("c1", "t1", Rating(answer(document()), helpful=True, reader=BEN))
    store.rate("c1", "t1", Rating(answer(document()), helpful=False, reader=ANNA))
    [rated] = contents(audit)[1:]
    assert (rated["reader"], rated["helpful"]) == ("anna", False)


def test_other_events_are_recorded(audit):
    audit.answered(LOCAL_READER, answer(document()), via="api")
    audit.signed_in("anna", method="header")
    audit.rules_changed("ab" * 32, rules=3)
    assert [entry.kind for entry in audit.entries()] == ["question", "sign-in", "rules"]
    assert not audit.verify().broken


@pytest.mark.parametrize("name", ["", "船", "a\x00b", "\ud83d", "x" * 100_000, '{"reader":"ben"}'])
def test_any_name_is_recorded_and_found_again(audit, name):
    audit.signed_in(name, method="header")
    audit.signed_in("ben", method="header")
    assert len(audit.of(name)) == 1
    assert not audit.verify().broken


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit_entries SET at = '2020' WHERE number = 2", "Entry 2 was altered"),
        ("UPDATE audit_contents SET content = '{}' WHERE number = 3", "contents of entry 3 were"),
        ("DELETE FROM audit_contents WHERE number = 1", "contents of entry 1 are missing"),
        ("DELETE FROM audit_entries WHERE number = 2", "Entry 2 is missing"),
        ("DELETE FROM audit_entries WHERE number = 4", "Entry 4 is missing"),
        ("DELETE FROM audit_entries", "Entry 1 is missing"),
        ("UPDATE audit_head SET number = 0", "Entry 1 was added past the record"),
        ("DELETE FROM audit_head", "Entry 1 was added past the record"),
    ],
)
def test_tampering_in_the_database_is_noticed(records, audit, statement, said):
    for number in range(4):
        audit.signed_in(f"reader{number}", method="header")
    change(records, statement)
    (records.database.path.parent / NAME).unlink()
    assert said in Audit(records).verify().broken


def cut(records, last):
    """Cuts the record behind an entry, and mends the count in the database."""
    change(records, f"DELETE FROM audit_contents WHERE number > {last}")
    change(records, f"DELETE FROM audit_entries WHERE number > {last}")
    newest = f"(SELECT hash FROM audit_entries WHERE number = {last})"
    change(records, f"UPDATE audit_head SET number = {last}, hash = {newest}")


def test_a_cut_that_is_mended_in_the_database_is_noticed_by_the_head_beside_it(records, audit):
    for _ in range(4):
        audit.signed_in("anna", method="header")
    cut(records, 2)
    assert audit.verify().broken == "Entry 3 is missing: the last one was entry 4 before."


def test_a_head_that_was_noted_elsewhere_notices_a_cut_that_nothing_else_does(records, audit):
    for _ in range(4):
        audit.signed_in("anna", method="header")
    head = audit.verify().head
    cut(records, 2)
    (records.database.path.parent / NAME).unlink()
    assert not audit.verify().broken
    assert audit.verify(read_head(str(head))).broken.startswith("Entry 3 is missing")


def test_the_head_is_noted_after_each_entry(records, audit):
    assert noted_head(records.database.path.parent) is None
    audit.signed_in("anna", method="header")
    assert noted_head(records.database.path.parent) == audit.verify().head


def test_a_head_that_cannot_be_noted_stops_nothing(records, audit, caplog):
    caplog.set_level("WARNING", logger="assistant")
    (records.database.path.parent / NAME).mkdir()
    audit.signed_in("anna", method="header")
    assert "could not be noted" in caplog.text
    assert audit.verify().entries == 1


@pytest.mark.parametrize("text", ["", "5", "5:", f"-1:{'0' * 64}", f"٥:{'0' * 64}", "x" * 9_999])
def test_what_is_no_head_is_refused(text):
    with pytest.raises(UsageError, match="is no head"):
        read_head(text)


def test_threads_write_one_chain(records, audit):
    store = Conversations(records, audit=audit)

    def add(number):
        store.add(ANNA, f"c{number}", turn(document()))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(40)))
    found = audit.verify()
    assert (found.entries, found.broken) == (40, "")


def test_two_processes_write_one_chain(records, audit, tmp_path, address_of):
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from assistant.audit.audit import Audit\n"
        "from index.store.records import open_records\n"
        "audit = Audit(open_records(Path(sys.argv[1]), sys.argv[2]))\n"
        "for _ in range(40): audit.signed_in(sys.argv[3], method='header')\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path), address_of(tmp_path)]
    running = [subprocess.Popen([*command, name], cwd=ROOT) for name in ("anna", "ben")]
    assert [process.wait(60) for process in running] == [0, 0]
    found = audit.verify()
    assert (found.entries, found.broken) == (80, "")
    assert {said["reader"] for said in contents(audit)} == {"anna", "ben"}


def test_old_contents_are_erased_and_the_chain_stays(records):
    audit = Audit(records, days=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.audit.audit.stamp", lambda _: "2020-01-01T00:00:00+00:00")
        audit.signed_in("anna", method="header")
        audit.signed_in("ben", method="header")
    audit.signed_in("ben", method="header")
    assert audit.expire() == 2
    found = audit.verify()
    assert (found.entries, found.erased, found.broken) == (4, 2, "")
    assert contents(audit)[-1] == {"days": 1, "entries": 2, "reader": ""}
    assert audit.expire() == 0


def test_a_record_that_is_opened_later_erases_with_its_next_entry(records):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.audit.audit.stamp", lambda _: "2020-01-01T00:00:00+00:00")
        Audit(records).signed_in("anna", method="header")
    audit = Audit(records, days=1)
    audit.signed_in("ben", method="header")
    assert [entry.kind for entry in audit.entries()] == ["sign-in", "retention", "sign-in"]
    assert contents(audit)[0] is None
    assert not audit.verify().broken


def test_without_a_limit_nothing_is_erased(audit):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.audit.audit.stamp", lambda _: "2020-01-01T00:00:00+00:00")
        audit.signed_in("anna", method="header")
    assert audit.expire() == 0
    assert audit.verify().erased == 0


def test_equal_contents_cannot_be_told_by_their_hashes(audit):
    for _ in range(2):
        audit.signed_in("anna", method="header")
    first, second = audit.entries()
    assert first.content == second.content
    assert first.commitment != second.commitment


def test_a_head_as_text_is_read_back():
    head = Head(7, "ab" * 32)
    assert read_head(f" {head}\n") == head
