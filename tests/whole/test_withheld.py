"""Stored answers whose reader may no longer see all that they tell of."""

import json

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.commands.personal_data import People
from assistant.conversations.exports import export_json, make_export
from assistant.settings import Settings
from assistant.types import Operator, Question, Reader, Turn
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from ui.server import build_app

RULES = """
[[rule]]
paths = ["open/"]
allow = ["*"]

[[rule]]
paths = ["hr/"]
allow = ["hr"]
"""
HANA, WAS = Reader("hana", frozenset({"hr"})), Reader("hana")
FERRY = "# The ferry\n\nThe old ferry is a boat that leaves at nine."
SALARY = "# The salary of captains\n\nThe secret bonus is a sum of 900 crowns."
GONE = "not shown"


@pytest.fixture
def assistant(tmp_path, folder):
    for place, text in (("open/a.md", FERRY), ("hr/b.md", SALARY)):
        (folder / place).parent.mkdir()
        (folder / place).write_text(text)
    rules = tmp_path / "rules.toml"
    rules.write_text(RULES)
    library = open_library(tmp_path / "home", FakeEmbedder(), create=True)
    made = Assistant(library, Settings(home=tmp_path / "home", rules=rules, threshold=0.25))
    library.sync([folder])
    yield made
    library.close()


def stored(assistant, *questions, reader=HANA):
    """Asks in one stored conversation, and returns the last answer."""
    store = assistant.conversations
    for number, text in enumerate(questions):
        history = store.history(reader, "c1", 9)
        answer = assistant.answering.invoke(Question(text, history, reader))
        store.add(reader, "c1", Turn(f"t{number}", text, answer))
    return answer


def shown(assistant, reader, turn=-1):
    """Everything that is shown of a stored turn, as one text."""
    answer = assistant.conversations.open(reader, "c1").turns[turn].answer
    return f"{answer.text} {answer.choices} {answer.standalone_question} {answer.note}"


def forget_what_was_told_of(assistant):
    """Makes all stored turns those of an earlier release."""
    with assistant.library.records.people.transaction() as connection:
        connection.execute(
            sa.text("update turns set answer = json_remove(answer, '$.named', '$.counted')")
        )


def change_rules(assistant):
    assistant.settings.rules.write_text(RULES + "\n# Nothing else is meant.\n")


@pytest.mark.parametrize(
    "asked", ["hello", "What can you do?", "こんにちは", "How many documents are there?"]
)
def test_titles_and_counts_are_withheld_when_a_right_is_withdrawn(assistant, asked):
    stored(assistant, asked)
    assert "The salary of captains" in shown(assistant, HANA)
    for other in (WAS, Reader("hana", frozenset({"crew"}))):
        assert "salary" not in shown(assistant, other)
        assert assistant.conversations.find(other, "captains") == ()
    assert [h.id for h in assistant.conversations.find(HANA, "captains")] == ["c1"]
    assert "salary" in shown(assistant, Operator("hana"))


@pytest.mark.parametrize("asked", ["hello", "使い方"])
def test_a_count_is_withheld_when_the_rules_are_others(assistant, asked):
    stored(assistant, asked, reader=WAS)
    counted = shown(assistant, WAS)
    change_rules(assistant)
    assert shown(assistant, WAS) != counted
    assistant.settings.rules.write_text(RULES)
    assert shown(assistant, WAS) == counted


@pytest.mark.parametrize("asked", ["thanks", "Goodbye", "ありがとう"])
def test_what_tells_of_no_document_is_always_shown(assistant, asked):
    said = stored(assistant, asked).text
    change_rules(assistant)
    assert said in shown(assistant, WAS)
    forget_what_was_told_of(assistant)
    assert said in shown(assistant, WAS)


@pytest.mark.parametrize("asked", ["And the second?", "[7]"])
def test_choices_are_withheld_with_the_documents_that_they_are_made_of(assistant, asked):
    assert "What is the secret bonus?" in stored(assistant, asked).choices
    change_rules(assistant)
    assert "secret bonus" in shown(assistant, HANA)
    assert "secret bonus" not in shown(assistant, WAS)
    assert GONE in shown(assistant, WAS)


def test_choices_made_of_what_a_reader_may_see_stay(assistant):
    assert stored(assistant, "And the second?", reader=WAS).choices
    change_rules(assistant)
    assert "old ferry" in shown(assistant, WAS)


def test_a_question_back_is_withheld_with_the_documents_that_answer_its_choices(assistant):
    question = "Where are the Old Ferry and the Secret Bonus?"
    choices = stored(assistant, question, "What is it?").choices
    assert len(choices) == 2
    assert GONE in shown(assistant, WAS)


@pytest.mark.parametrize("words", ["crowns", "sum"])
def test_a_question_completed_with_words_of_an_answer_is_withheld_with_it(assistant, words):
    store = assistant.conversations
    answer = assistant.answering.invoke(Question("What is the secret bonus?", reader=HANA))
    store.add(HANA, "c1", Turn("t0", "And so?", answer))
    [exchange] = store.history(HANA, "c1", 1)
    assert [named.path for named in exchange.named] == ["hr/b.md"]
    *beginnings, followed = assistant.answering.stream(Question("And why?", (exchange,), HANA))
    assert all(each.named == followed.named for each in beginnings)
    store.add(HANA, "c1", Turn("t1", "And why?", followed))
    assert words in shown(assistant, HANA)
    assert words not in shown(assistant, WAS)


def test_a_refusal_is_withheld_with_any_document_that_its_advice_rests_on(assistant):
    refused = stored(assistant, "How many zebras live in Peru?")
    assert not refused.answered
    assert {named.path for named in refused.named} >= {"hr/b.md"}
    assert GONE in shown(assistant, WAS)


@pytest.mark.parametrize("asked", ["hello", "And the second?"])
def test_what_was_named_stays_shut_after_it_was_taken_out_and_the_rest_moved(
    assistant, folder, asked
):
    stored(assistant, asked)
    (folder / "hr" / "b.md").write_text("# Blue boats\n\nThe blue boat is a ferry.")
    assistant.library.sync([folder])
    (folder / "hr" / "b.md").rename(folder / "open" / "b.md")
    assistant.library.sync([folder])
    assert GONE in shown(assistant, WAS)


def test_what_is_moved_to_where_all_may_read_it_is_shown(assistant, folder):
    stored(assistant, "And the second?")
    (folder / "hr" / "b.md").rename(folder / "open" / "b.md")
    assistant.library.sync([folder])
    assert "secret bonus" in shown(assistant, WAS)


def test_what_was_removed_is_for_those_of_its_last_place(assistant, folder):
    stored(assistant, "And the second?")
    (folder / "hr" / "b.md").unlink()
    assistant.library.sync([folder])
    assert "secret bonus" in shown(assistant, HANA)
    assert GONE in shown(assistant, WAS)


@pytest.mark.parametrize("asked", ["hello", "What can you do?", "And the second?", "[7]"])
def test_what_an_earlier_release_stored_is_withheld_while_rules_hold(assistant, asked):
    stored(assistant, asked)
    forget_what_was_told_of(assistant)
    for reader in (HANA, WAS):
        assert GONE in shown(assistant, reader)
        assert assistant.conversations.find(reader, "captains") == ()
    assert GONE not in shown(assistant, Operator("hana"))


def test_an_answer_that_an_earlier_release_stored_is_shown_without_what_completed_it(assistant):
    answer = stored(assistant, "What is the secret bonus?", "Why is it a sum?")
    assert answer.standalone_question != answer.question
    forget_what_was_told_of(assistant)
    kept = assistant.conversations.open(HANA, "c1").turns[-1].answer
    assert kept.text == answer.text
    assert kept.standalone_question == answer.question
    assert answer.standalone_question in shown(assistant, Operator("hana"))


def test_without_rules_everything_is_shown(assistant):
    texts = [stored(assistant, asked).text for asked in ("hello", "And the second?")]
    forget_what_was_told_of(assistant)
    free = Assistant(assistant.library, Settings(home=assistant.settings.home))
    assert texts[-1] in shown(free, WAS)
    stored(free, "hello", reader=WAS)
    assert "The salary of captains" in shown(free, WAS)
    assert GONE in shown(assistant, WAS)


@pytest.mark.parametrize("asked", ["hello", "And the second?"])
def test_the_history_knows_nothing_of_what_is_withheld(assistant, asked):
    stored(assistant, asked)
    [exchange] = assistant.conversations.history(WAS, "c1", 9)
    assert (exchange.answer, exchange.answered, exchange.named) == ("", False, ())


def test_an_export_withholds_what_the_conversation_does_and_the_record_of_a_person_nothing(
    assistant,
):
    stored(assistant, "hello", "And the second?")
    for reader, seen in ((HANA, True), (WAS, False)):
        exported = export_json(make_export([assistant.conversations.open(reader, "c1")]))
        assert ("The salary of captains" in exported) == seen
    kept = People(assistant.library.records, assistant.settings).data_of("hana")
    assert "The salary of captains" in kept.conversations.conversations[0].turns[0].remark


@pytest.mark.parametrize("asked", ["hello", "And the second?"])
def test_the_chat_and_the_api_withhold_it_in_every_way_to_read_it(assistant, asked):
    owner = Reader("local", frozenset({"hr"}))
    answer = assistant.answering.invoke(Question(asked, reader=owner))
    assistant.conversations.add(owner, "c1", Turn("t0", asked, answer))
    secret = ("captains", "secret bonus")
    assert any(words in f"{answer.remark} {answer.choices}" for words in secret)
    places = ["/conversations/c1", "/api/conversations/c1"]
    places += [f"/conversations/c1/export?form={form}" for form in ("md", "html", "json")]
    places += [f"/api/conversations/c1/export?format={form}" for form in ("md", "html", "json")]
    with TestClient(build_app(assistant), base_url="http://localhost") as client:
        for place in places:
            sent = client.get(place)
            assert sent.status_code == 200
            assert "not shown" in sent.text
            assert not any(words in sent.text for words in secret)
        assert "c1" not in client.get("/conversations?search=captains").text
        found = client.get("/api/conversations?search=captains").json()
    assert found["conversations"] == []


def test_who_withdraws_nothing_finds_everything_again_after_a_restart(assistant):
    said = stored(assistant, "hello").text
    settings = assistant.settings
    again = Assistant(assistant.library, settings)
    assert said in shown(again, HANA)
    with assistant.library.records.people.transaction() as connection:
        [answer] = connection.execute(sa.text("select answer from turns")).scalars()
    assert {each["path"] for each in json.loads(answer)["named"]} == {"open/a.md", "hr/b.md"}
