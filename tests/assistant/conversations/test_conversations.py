"""Stored conversations: exact, each reader's own, and safe from a kill."""

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.audit.audit import Audit
from assistant.conversations.conversations import Conversations, new_id
from assistant.conversations.ratings import Ratings
from assistant.conversations.titles import LONGEST_TITLE
from assistant.kept.keeping import KeptQuestions
from assistant.types import Answer, Exchange, Rating, Turn, named
from index.errors import HomeError, UsageError
from tests.servers.talking import (
    ANNA,
    BEN,
    QUOTE,
    answer,
    document,
    index,
    open_records,
    rate,
    refusal,
    remove,
    turn,
)

pytestmark = pytest.mark.usefixtures("_watched", "address_of")

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def store(records):
    return Conversations(records)


def stored(turns):
    return [replace(each, asked=None) for each in turns]


def ids(found):
    return [heading.id for heading in found]


def test_turns_come_back_exactly_as_they_were(records, store):
    ferry = document()
    index(records, ferry)
    turns = [
        turn(ferry),
        Turn("t2", "What does it cost?", refusal(ferry), helpful=False),
        Turn("t3", "And then?", None, stopped=True),
    ]
    for each in turns:
        store.add(ANNA, "c1", each)
    assert stored(store.open(ANNA, "c1").turns) == turns


def test_what_later_fields_of_an_answer_say_comes_back_too(records, store):
    index(records, document())
    more = replace(answer(document()), choices=("This?",), model="m", note="n")
    store.add(ANNA, "c1", Turn("t1", "q", more))
    assert store.open(ANNA, "c1").turns[0].answer == more


def test_what_is_cited_most_of_a_version_is_counted_over_the_readers_own_conversations(store):
    first, ferry = document(), "The ferry crosses the fjord."
    for place, (reader, quote) in enumerate([(ANNA, ferry), (ANNA, QUOTE), (ANNA, QUOTE)]):
        store.add(reader, f"c{place}", turn(first, f"t{place}", quote=quote))
    store.add(BEN, "b1", turn(first, quote=ferry))
    store.add(ANNA, "c9", turn(document(version="b2" * 32), "t9", quote=ferry))
    start = first.text.index(QUOTE)
    quoted = (start, start + len(QUOTE), 2)
    assert store.cited_most(ANNA, first, 5) == [quoted, (0, len(ferry), 1)]
    assert store.cited_most(ANNA, first, 1) == [quoted]
    assert store.cited_most(BEN, first, 5) == [(0, len(ferry), 1)]


def test_conversations_survive_a_restart(tmp_path):
    records = open_records(tmp_path)
    index(records, document())
    Conversations(records).add(ANNA, "c1", turn(document()))
    records.close()
    again = open_records(tmp_path)
    assert ids(Conversations(again).find(ANNA)) == ["c1"]
    again.close()


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path, address_of):
    code = (
        "import sys, pathlib\n"
        "from assistant.conversations.conversations import Conversations\n"
        "from tests.servers.talking import ANNA, document, index, open_records, turn\n"
        "records = open_records(pathlib.Path(sys.argv[1]), sys.argv[2])\n"
        "index(records, document())\n"
        "store = Conversations(records)\n"
        "for number in range(10_000):\n"
        "    store.add(ANNA, f'c{number % 7}', turn(document(), f't{number}'))\n"
        "    sys.stdout.write(f'{number}\\n'); sys.stdout.flush()\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path), address_of(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        acknowledged = [process.stdout.readline().strip() for _ in range(60)]
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += process.stdout.read().split()
    records = open_records(tmp_path)
    store = Conversations(records)
    kept = {t.key for h in store.find(ANNA) for t in store.open(ANNA, h.id).turns}
    records.close()
    assert {f"t{number}" for number in acknowledged} <= kept


def test_the_title_is_the_first_question_shortened_between_words(store):
    store.add(ANNA, "c1", Turn("t1", "Why does the ferry " * 20, None))
    title = store.heading(ANNA, "c1").title
    assert len(title) <= 72
    assert title.endswith("does the …")


@pytest.mark.parametrize("question", ["", "\x00\x1b", "\ud800", "‮hidden", "長" * 5_000])
def test_any_question_makes_a_title(store, question):
    store.add(ANNA, "c1", Turn("t1", question, None))
    title = store.heading(ANNA, "c1").title
    assert 0 < len(title) <= 72
    assert title.isprintable()


def test_a_conversation_is_renamed(store):
    store.add(ANNA, "c1", Turn("t1", "Why?", None))
    store.rename(ANNA, "c1", "  Ferries\x07\n and fjords ")
    assert store.heading(ANNA, "c1").title == "Ferries and fjords"


@pytest.mark.parametrize(
    ("title", "said"),
    [("x" * 10_000, "has 10,000 characters"), (" \x00\n", "empty"), ("", "empty")],
)
def test_a_title_that_cannot_be_is_refused(store, title, said):
    store.add(ANNA, "c1", Turn("t1", "Why?", None))
    with pytest.raises(UsageError, match=said):
        store.rename(ANNA, "c1", title)
    store.rename(ANNA, "c1", "x" * LONGEST_TITLE)


def test_a_title_that_is_too_long_once_folded_is_refused(store):
    store.add(ANNA, "c1", turn(document()))
    with pytest.raises(UsageError, match=f"has 126 characters, and the limit is {LONGEST_TITLE}"):
        store.rename(ANNA, "c1", "ﷺ" * 7)


def test_one_reader_never_reaches_the_conversation_of_another(store):
    store.add(ANNA, "c1", Turn("t1", "Why the ferry?", answer(document())))
    assert store.find(BEN) == store.find(BEN, "ferry") == ()
    assert not store.has(BEN, "c1")
    assert store.turn(BEN, "c1", "t1") is None
    assert store.history(BEN, "c1", 9) == ()
    reaching = [
        lambda: store.open(BEN, "c1"),
        lambda: store.heading(BEN, "c1"),
        lambda: store.rename(BEN, "c1", "Mine"),
        lambda: store.delete(BEN, "c1"),
        lambda: store.add(BEN, "c1", Turn("t2", "Mine?", None)),
    ]
    for reach in reaching:
        with pytest.raises(UsageError, match="No conversation 'c1'"):
            reach()
    store.rate("c1", "t1", Rating(answer(document()), helpful=True, reader=BEN))
    [kept] = store.open(ANNA, "c1").turns
    assert (kept.question, kept.helpful) == ("Why the ferry?", None)


def test_a_verdict_is_kept_with_its_turn(records, store):
    index(records, document())
    store.add(ANNA, "c1", turn(document()))
    store.rate("c1", "t1", Rating(answer(document()), helpful=True, reader=ANNA))
    assert store.open(ANNA, "c1").turns[0].helpful is True


def test_a_verdict_on_the_turn_of_another_is_no_rating(records, store):
    index(records, document())
    store.add(ANNA, "c1", turn(document()))
    store.rate("c1", "t1", Rating(answer(document()), helpful=True, reader=BEN))
    assert Ratings(records).all() == []


def test_a_rating_that_cannot_be_recorded_leaves_nothing_behind(records):
    index(records, document())
    store = Conversations(records, audit=Audit(records))
    store.add(ANNA, "c1", turn(document()))
    with records.people.transaction(writing=True) as connection:
        connection.exec_driver_sql("DROP TABLE audit_entries")
    with pytest.raises(HomeError):
        store.rate("c1", "t1", Rating(answer(document()), helpful=True, reader=ANNA))
    assert (store.open(ANNA, "c1").turns[0].helpful, Ratings(records).all()) == (None, [])


@pytest.mark.parametrize(
    "words",
    ["FERRY", "ＦＥＲＲＹ daily", "nine daily", "九時", "船は", "cafe", "Renamed", "100%", "'"],
)
def test_conversations_are_found_by_the_words_in_them(store, words):
    question = "Where is the café ferry, 100% 'sure'?"
    store.add(ANNA, "c1", Turn("t1", question, answer(document(), quote="九時に出ます。")))
    store.add(ANNA, "c1", Turn("t2", "船は何時ですか", answer(document())))
    store.rename(ANNA, "c1", "Renamed")
    store.add(ANNA, "c2", Turn("t3", "Something else", None))
    assert ids(store.find(ANNA, words)) == ["c1"]


def test_every_word_must_be_there(store):
    store.add(ANNA, "c1", Turn("t1", "Why the ferry?", None))
    assert store.find(ANNA, "ferry zeppelin") == ()
    assert store.find(ANNA, "_") == store.find(ANNA, "%") == ()


def test_a_list_goes_on_after_the_last_that_is_known(store):
    for number in range(7):
        store.add(ANNA, f"c{number}", Turn(f"t{number}", "Why?", None))
    first = ids(store.find(ANNA, most=4))
    rest = ids(store.find(ANNA, after=first[-1]))
    assert [*first, *rest] == [f"c{number}" for number in reversed(range(7))]


def test_pages_of_conversations_of_one_moment_leave_none_out_and_show_none_twice(
    store, monkeypatch
):
    moments = ["2030-01-01T00:00:00.000000+00:00"] * 5 + ["2030-01-02T00:00:00.000000+00:00"] * 4
    for number, moment in zip((3, 8, 1, 6, 4, 0, 7, 2, 5), moments, strict=True):
        monkeypatch.setattr(
            "assistant.conversations.conversations.stamp", lambda _, moment=moment: moment
        )
        store.add(ANNA, f"c{number}", Turn("t1", "Why?", None))
    pages = [ids(store.find(ANNA, most=2))]
    while pages[-1]:
        pages.append(ids(store.find(ANNA, after=pages[-1][-1], most=2)))
    assert pages == [["c7", "c5"], ["c2", "c0"], ["c8", "c6"], ["c4", "c3"], ["c1"], []]


@pytest.mark.parametrize(
    ("again", "now"),
    [
        ("a", ["Another?", "Question b?", "Question c?"]),
        ("b", ["Question a?", "Another?", "Question c?"]),
        ("c", ["Question a?", "Question b?", "Another?"]),
    ],
)
def test_a_turn_asked_again_keeps_its_place_and_what_came_after_it(records, store, again, now):
    index(records, document())
    for key in "abc":
        store.add(ANNA, "c1", turn(document(), key, f"Question {key}?"))
    last = store.open(ANNA, "c1").turns[-1]
    store.add(ANNA, "c1", turn(document(), again, "Another?"))
    opened = store.open(ANNA, "c1").turns
    assert [each.question for each in opened] == now
    assert again == "c" or opened[-1] == last


def test_history_is_what_was_said_before_a_turn(store):
    store.add(ANNA, "c1", Turn("a", "One?", answer(document())))
    store.add(ANNA, "c1", Turn("b", "Stopped?", None))
    store.add(ANNA, "c1", Turn("c", "Two?", answer(document())))
    one, two = (Exchange(q, QUOTE, named=named([document()])) for q in ("One?", "Two?"))
    assert store.history(ANNA, "c1", 9) == (one, two)
    assert store.history(ANNA, "c1", 1) == (two,)
    assert store.history(ANNA, "c1", 9, before="c") == (one,)
    assert len(store.history(ANNA, "c1", 9, before="not stored yet")) == 2


def test_only_the_latest_turns_of_a_long_conversation_are_opened(store):
    for number in range(5):
        store.add(ANNA, "c1", Turn(f"t{number}", "Why?", None))
    opened = store.open(ANNA, "c1", latest=2)
    assert [each.key for each in opened.turns] == ["t3", "t4"]
    assert opened.earlier == 3


def test_a_cited_version_is_kept_until_the_conversation_is_deleted(records, store):
    old = document()
    index(records, old)
    store.add(ANNA, "c1", turn(old))
    index(records, document("Everything is new.", "b2" * 32))
    assert store.open(ANNA, "c1").turns[0].answer == answer(old)
    store.delete(ANNA, "c1")
    assert records.version(old.id, old.version) is None
    with pytest.raises(UsageError, match="No conversation"):
        store.open(ANNA, "c1")


@pytest.mark.parametrize("told", [answer, refusal])
@pytest.mark.parametrize("moved", ["sea/ferry.txt", "attic/ferry.txt"])
def test_what_was_replaced_before_the_turn_was_stored_is_kept_all_the_same(
    records, store, told, moved
):
    old = document()
    index(records, old)
    given = told(old)
    index(records, document("Everything is new.", "b2" * 32, moved))
    store.add(ANNA, "c1", Turn("t1", "Why?", given))
    assert store.open(ANNA, "c1").turns[0].answer == given
    assert records.version(old.id, old.version) == old


def test_what_was_removed_before_the_turn_was_stored_is_kept_all_the_same(records, store):
    file = index(records, document())
    remove(records, file)
    store.add(ANNA, "c1", turn(document()))
    [cited] = store.open(ANNA, "c1").turns[0].answer.citations
    assert cited.passage.document == document()


def test_a_version_whose_text_is_lost_is_not_kept_without_it(records, store):
    file = index(records, document())
    store.add(ANNA, "c1", turn(document()))
    remove(records, file)
    records.release("conversation c1")
    rate(records, store.open(ANNA, "c1").turns[0].answer)
    assert records.version("d1", document().version) is None


def counted(engine, work):
    """How many statements some work takes."""
    statements = []
    note = lambda _connection, _cursor, statement, *_: statements.append(statement)  # noqa: E731
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return len(statements)


def rows_of(records, table):
    with records.people.transaction() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(sa.table(table))).scalar()


def test_erasing_takes_as_many_statements_however_much_there_is_to_erase(records, store):
    kept, taken = KeptQuestions(records, lambda _reader, _basis: True), []
    for reader, count in ((ANNA, 2), (BEN, 12)):
        for number in range(count):
            name = f"{reader.name}{number}"
            of = document(path=f"{name}.txt", id_=name)
            index(records, of)
            store.add(reader, name, turn(of))
            kept.keep(reader, name, "t1")
            rate(records, answer(of, f"How is {number}?"), reader=reader)

        def erase(reader=reader, count=count):
            with records.people.transaction(writing=True) as connection:
                assert store.erase(connection, reader.name) == count
                assert Ratings(records).erase(connection, reader.name) == count

        taken.append(counted(records.people.engine, erase))
    assert taken[0] == taken[1]
    tables = ("version_references", "old_versions", "kept_questions", "turns")
    assert [rows_of(records, name) for name in tables] == [0, 0, 0, 0]


def test_a_version_that_another_conversation_cites_stays(records, store):
    old = document()
    index(records, old)
    for name in ("c1", "c2"):
        store.add(ANNA, name, turn(old))
    index(records, document("Everything is new.", "b2" * 32))
    store.delete(ANNA, "c1")
    assert records.version(old.id, old.version) == old


def test_a_turn_asked_again_lets_go_of_what_only_it_cited(records, store):
    old, other = document(), document("Something else.", "c3" * 32, "b.txt", "d2")
    index(records, old)
    index(records, other)
    store.add(ANNA, "c1", turn(other, "a", quote="Something else."))
    store.add(ANNA, "c1", turn(old, "b"))
    index(records, document("Everything is new.", "b2" * 32))
    index(records, document("Also new.", "b3" * 32, "b.txt", "d2"))
    store.add(ANNA, "c1", Turn("b", "Stopped?", None))
    assert records.version(old.id, old.version) is None
    assert records.version(other.id, other.version) == other


def test_a_citation_whose_document_is_gone_still_shows_its_quote(records, store):
    file = index(records, document())
    store.add(ANNA, "c1", turn(document()))
    remove(records, file)
    records.release("conversation c1")
    [kept] = store.open(ANNA, "c1").turns
    [cited] = kept.answer.citations
    assert (cited.quote, cited.passage.document.title) == (QUOTE, "The ferry")
    assert cited.passage.document.page_at(cited.start) == 3
    assert cited.passage.document.text == ""


def test_many_threads_store_at_once(records, store):
    index(records, document())

    def work(name):
        for number in range(5):
            store.add(ANNA, name, turn(document(), f"{name}-{number}"))

    threads = [threading.Thread(target=work, args=(f"c{n % 2}-{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(heading.turns for heading in store.find(ANNA)) == 30


def test_ids_are_never_the_same():
    assert len({new_id() for _ in range(1_000)}) == 1_000


def test_an_empty_answer_can_be_stored(store):
    store.add(ANNA, "c1", Turn("t1", "Hello", Answer("Hello", "Hello", remark="Hello.")))
    assert store.history(ANNA, "c1", 1) == (Exchange("Hello", "Hello.", answered=False),)


def test_a_stored_refusal_is_no_answer_in_the_history(records, store):
    index(records, document())
    store.add(ANNA, "c1", Turn("t1", "What does it cost?", refusal(document())))
    [exchange] = store.history(ANNA, "c1", 9)
    assert (exchange.answer, exchange.answered) == ("The documents don’t answer this.", False)
