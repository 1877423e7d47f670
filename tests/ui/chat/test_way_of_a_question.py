"""The way of a question from the chat to the search: through how few of our functions it leads.

docs/architecture.md draws it. A function that only forwards what it is given shows up here.
"""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.types import Reader
from index.library import Library
from index.search.retrieval import Searcher
from tests.servers.serving import QUESTION, small_assistant
from ui.chat.gradio_app import Chat
from ui.operations.metrics import Metrics
from ui.service.service import Service

ROOT = Path(__file__).resolve().parents[3]
OURS = tuple(f"{ROOT / package}/" for package in ("assistant", "index", "prompts", "ui"))
MOST_CALLS = 4
WAY = [
    "ui/chat/gradio_app.py turn",
    "ui/service/service.py ask",
    "assistant/answers/chain.py _grown",
    "assistant/answers/retriever.py _get_relevant_documents",
    "index/editions/snapshot.py find",
]
RULES = """
[[rule]]
paths = ["**"]
allow = ["crew"]
"""


@pytest.fixture(scope="module", params=["everything", "by rules"])
def chat(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("way")
    (folder / "rules.toml").write_text(RULES)
    rules = folder / "rules.toml" if request.param == "by rules" else None
    with small_assistant(folder, rules=rules) as assistant:
        yield Chat(Service(assistant), Metrics(), pause=0)


def our_functions():
    """Return what of ours is being called now, outermost first, below what calls this."""
    frame, found = sys._getframe(2), []
    while frame:
        if frame.f_code.co_filename.startswith(OURS):
            name = Path(frame.f_code.co_filename).relative_to(ROOT).as_posix()
            found.append(f"{name} {frame.f_code.co_name}")
        frame = frame.f_back
    return found[::-1]


@pytest.fixture
def ways(monkeypatch):
    """The functions between the chat and each search; and whenever the library is entered."""
    noted, entered = [], []
    search, snapshot = Searcher.search, Library.snapshot

    def noting(searcher, query):
        noted.append(our_functions())
        return search(searcher, query)

    def entering(library, scope=None):
        entered.append(scope)
        return snapshot(library, scope)

    monkeypatch.setattr(Searcher, "search", noting)
    monkeypatch.setattr(Library, "snapshot", entering)
    return SimpleNamespace(searches=noted, entered=entered)


def ask(chat, question, conversation=""):
    state = SimpleNamespace(reader=Reader("anna", frozenset({"crew"})))
    request = SimpleNamespace(headers={}, query_params={}, state=state)
    event = {"key": question, "text": question, "conversation": conversation}
    *_, last = chat.turn(event, request)
    return last


def test_a_question_reaches_the_search_by_four_calls(chat, ways):
    assert "Helsinki" in ask(chat, QUESTION)["html"]
    assert ways.searches == [WAY]
    assert len(WAY) - 1 <= MOST_CALLS


@pytest.mark.parametrize(
    "question",
    [
        "Who owns the Arctic cabel?",
        "What does the ferry to Mars cost?",
        "How many ferries are there?",
        "In bullet points: where does the Arctic cable run?",
        "Why is the harbour of Lisbon closed?",
    ],
)
def test_every_search_that_a_question_needs_is_called_from_the_same_place(chat, ways, question):
    ask(chat, question)
    assert ways.searches
    assert all(way == WAY for way in ways.searches)
    assert len(ways.entered) == 1


def test_so_is_that_of_a_question_that_goes_on(chat, ways):
    begun = ask(chat, QUESTION)["conversation"]
    for question in ("And who owns it?", "Tell me more"):
        ways.entered.clear()
        ask(chat, question, begun)
        assert len(ways.entered) == 1
    assert len(ways.searches) >= 3
    assert all(way == WAY for way in ways.searches)
