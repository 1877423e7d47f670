"""A question kept to part of the documents: nothing else is looked at, and nothing hidden shown."""

from contextlib import closing
from dataclasses import replace

import pytest

from assistant.access.contents import ScopeError
from assistant.assistant import Assistant
from assistant.json_forms import answer_json, hits_json
from assistant.settings import Settings
from assistant.types import Exchange, Question, Reader
from index.library import open_library
from tests.fake_embedder import FakeEmbedder

RULES = '[[rule]]\npaths = ["open/"]\nallow = ["*"]\n\n[[rule]]\npaths = ["hr/"]\nallow = ["hr"]\n'
STAFF, HR = Reader("sam"), Reader("hana", frozenset({"hr"}))
PAPERS = {
    "open/ferry/times.md": "# Ferry times\n\nThe ferry to the island leaves at nine.",
    "open/ferry/fares.md": "---\ntags: [money]\n---\n# Fares\n\nThe ferry costs 12 crowns.",
    "open/cable.md": "# The cable\n\nThe cable reaches the island. It costs 90 crowns.",
    "hr/pay.md": "---\ntags: [money, wages]\n---\n# Pay\n\nThe captain earns 900 crowns.",
    "hr/ferry/crew.md": "# Crew\n\nThe ferry has a crew of seven.",
}
ASKED = ["What does the ferry cost?", "How many documents are there?", "Who is paid?", "hello"]
ASKED += [
    "When does the ferry leave?",
    "Summarise this",
    "What is the cable?",
    "list all documents",
]


@pytest.fixture(scope="module")
def asking(tmp_path_factory):
    """Returns an assistant over papers of some names."""
    base, opened = tmp_path_factory.mktemp("scopes"), []
    (base / "rules.toml").write_text(RULES)

    def make(name, papers, rules=True):
        for path, text in papers.items():
            place = base / name / "papers" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
        library = open_library(base / name / "home", FakeEmbedder(), create=True)
        opened.append(closing(library))
        library.sync([base / name / "papers"])
        settings = Settings(
            home=base / name / "home", rules=base / "rules.toml" if rules else None, threshold=0.25
        )
        return Assistant(library, settings)

    yield make
    for each in opened:
        each.__exit__(None, None, None)


@pytest.fixture(scope="module")
def whole(asking):
    return asking("whole", PAPERS)


def told(assistant, question):
    answer = assistant.answering.invoke(question)
    return answer_json(1, answer), hits_json(1, assistant.search(question))


def test_only_what_was_chosen_is_looked_at(whole):
    hits = whole.search(Question("What does the ferry cost?", reader=STAFF, scope=("cable.md",)))
    assert {hit.passage.document.path for hit in hits} == {"open/cable.md"}
    answer = whole.answering.invoke(Question("What costs 12 crowns?", (), STAFF, ("open/ferry",)))
    assert {c.passage.document.path for c in answer.citations} == {"open/ferry/fares.md"}


@pytest.mark.parametrize("question", ASKED)
def test_a_scope_answers_as_a_home_that_never_held_the_rest(asking, whole, question):
    inside = {path: text for path, text in PAPERS.items() if path.startswith("open/ferry/")}
    poor = asking("ferry", inside, rules=False)
    asked = Question(question, (Exchange("And the cable?", "It lies in the sea."),), STAFF)
    narrow = Question(question, asked.history, STAFF, ("open/ferry",))
    assert [h.passage.id for h in whole.search(narrow)] == [
        h.passage.id for h in poor.search(asked)
    ]
    answers = [whole.answering.invoke(narrow), poor.answering.invoke(asked)]
    assert answers[0].sentences == answers[1].sentences
    assert answers[0].remark.startswith(answers[1].remark)


@pytest.mark.parametrize(
    "scope",
    [
        *(("hr/pay.md",), ("pay.md",), ("Pay",), ("hr",), ("hr/ferry",), ("#wages",), ("wages",)),
        *(("open/../hr",), ("../hr/pay.md",), ("*",), ("hr/*",), ("**/pay.md",), ("/hr/",)),
        ("open", "hr"),
    ],
)
def test_what_is_hidden_cannot_be_chosen_and_is_told_as_what_is_not_there(asking, whole, scope):
    open_only = {path: text for path, text in PAPERS.items() if path.startswith("open/")}
    poor = asking("open", open_only)
    for question in ASKED:
        asked = Question(question, (), STAFF, scope)
        said = []
        for assistant in (whole, poor):
            with pytest.raises(ScopeError) as refused:
                told(assistant, asked)
            said.append(str(refused.value))
        assert said[0] == said[1]


def test_a_hidden_document_cannot_be_chosen_by_its_id(whole):
    [pay] = [d.id for d in whole.library.documents() if d.path == "hr/pay.md"]
    with pytest.raises(ScopeError):
        whole.search(Question("ferry", (), STAFF, (pay,)))
    assert whole.search(Question("ferry", (), HR, (pay,)))


@pytest.mark.parametrize("scope", [("#money",), ("ferry",), ("papers",), ("open", "#money")])
def test_a_scope_that_holds_hidden_documents_too_shows_what_is_visible(asking, whole, scope):
    open_only = {path: text for path, text in PAPERS.items() if path.startswith("open/")}
    poor = asking("open", open_only)
    for question in ASKED:
        asked = Question(question, (), STAFF, scope)
        assert told(whole, asked) == told(poor, asked)


def test_two_readers_see_each_their_part_of_one_scope(whole):
    asked = Question("crowns", (), STAFF, ("#money",))
    seen = [
        {hit.passage.document.path for hit in whole.search(replace(asked, reader=reader))}
        for reader in (STAFF, HR)
    ]
    assert seen == [{"open/ferry/fares.md"}, {"open/ferry/fares.md", "hr/pay.md"}]


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Who is the queen of Denmark?", "Only 2 documents of “ferry” were looked at."),
        ("Was macht die Königin von Dänemark?", "Gesucht wurde nur in 2 Dokumenten von „ferry“."),
    ],
)
def test_a_refusal_says_how_little_was_looked_at(whole, question, part):
    answer = whole.answering.invoke(Question(question, (), STAFF, ("open/ferry",)))
    assert answer.remark.endswith(part)
    assert answer.scope == ("open/ferry",)


def test_a_count_says_how_little_was_looked_at(whole):
    asked = Question("How many documents are there?", (), STAFF, ("cable.md",))
    answer = whole.answering.invoke(asked)
    assert "Only “The cable” was looked at." in (answer.remark + answer.note)


def test_without_a_scope_nothing_is_said_of_one(whole):
    answer = whole.answering.invoke(Question("Who is the queen of Denmark?", (), STAFF))
    assert "looked at" not in answer.remark
    assert answer.scope == ()


def test_a_folder_that_is_gone_is_told_in_one_line(asking):
    assistant = asking("moving", {"open/a/x.md": "The ferry.", "open/b/y.md": "The cable."})
    asked = Question("ferry", (), STAFF, ("open/a",))
    assert assistant.search(asked)
    [folder] = {file.source for file in assistant.library.records.files()}
    assistant.library.forget(assistant.library.home.parent / "papers" / "open" / "a")
    assert folder
    with pytest.raises(ScopeError, match="'open/a'"):
        assistant.search(asked)
