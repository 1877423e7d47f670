"""The page on which an installation is looked after."""

import json
from contextlib import closing, contextmanager
from threading import Event

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.sources.fetching import sources_of
from assistant.sources.sources import DocumentSource
from assistant.types import Question, Reader, Turn
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from ui.server import build_app

RULES = 'mind = ["it"]\n\n[[rule]]\npaths = ["open/"]\nallow = ["*"]\n'
ASKED = "May dogs & cats come along?"


@contextmanager
def client_of(base, host="127.0.0.1", **settings):
    for name, text in (("open/a.txt", "The ferry leaves."), ("open/b.pdf", "x"), ("hr/c.pdf", "x")):
        (base / "papers" / name).parent.mkdir(parents=True, exist_ok=True)
        (base / "papers" / name).write_text(text)
    (base / "rules.toml").write_text(RULES)
    made = Settings(home=base / "home", **{"threshold": 1, "perhaps": 1, **settings})
    with closing(open_library(base / "home", FakeEmbedder(), create=True)) as library:
        library.sync([base / "papers"])
        assistant = Assistant(library, made)
        answer = assistant.answering.invoke(Question(ASKED))
        assistant.conversations.add(Reader("ann"), "c1", Turn("t1", ASKED, answer))
        app = build_app(assistant, host)
        with closing(assistant.background), TestClient(app, base_url="http://localhost") as client:
            client.papers, client.assistant = base / "papers", assistant
            yield client


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with client_of(tmp_path_factory.mktemp("own")) as client:
        yield client


def test_what_needs_a_hand_stands_on_top(client):
    page = client.get("/mind").text
    assert page.index("open/b.pdf") < page.index("Asked and not answered: 1") < page.index("<dl")
    assert "May dogs &amp; cats come along?" in page
    assert '<svg class="use" role="img" aria-label="Questions asked in 30 days: 1.' in page


def test_sources_are_listed_and_one_that_is_away_needs_a_hand(client):
    sources = sources_of(client.assistant)
    wiki = DocumentSource("wiki", "https://wiki.example/<a>/", every=1_800)
    sources.add(wiki)
    assert client.get("/mind").text.count("wiki") == 2
    sources.note_tried(wiki, "the server said <503>")
    page = client.get("/mind").text
    sources.remove(wiki)
    assert page.index("could not be reached: 1") < page.index("said &lt;503&gt;")
    assert page.index("said &lt;503&gt;") < page.index("https://wiki.example/&lt;a&gt;/")
    assert "<td>30m</td>" in page


def test_the_list_of_files_leads_to_it(client):
    assert '<a href="mind">' in client.get("/documents/files").text


def test_the_question_file_is_for_eval(client):
    answer = client.get("/mind/questions")
    [row] = map(json.loads, answer.text.splitlines())
    assert (row["question"], row["answerable"]) == (ASKED, None)
    assert "attachment" in answer.headers["content-disposition"]


def test_verifying_the_record_is_on_record_and_for_our_own_pages_only(client):
    assert client.post("/mind/verify", headers={"origin": "null"}).status_code == 403
    first = client.post("/mind/verify", headers={"origin": "http://localhost"}).text
    assert "The record is whole" in first
    assert first != client.post("/mind/verify").text


def test_the_folders_are_indexed_now_where_a_page_of_ours_asks(client):
    (client.papers / "open/new.txt").write_text("The new boat is green.")
    assert client.post("/mind/index", headers={"origin": "null"}).status_code == 403
    client.post("/mind/index", headers={"origin": "http://localhost"})
    for _ in range(3_000):
        if "new.txt" in client.get("/documents").text:
            return
        Event().wait(0.01)
    raise TimeoutError


@pytest.mark.parametrize(("groups", "status"), [("it", 200), ("hr", 404), ("", 404)])
def test_on_a_server_it_is_there_for_those_whom_the_rules_name(tmp_path, groups, status):
    proxied = {"sign_in": "header", "trusted_proxies": ["127.0.0.1"]}
    with client_of(tmp_path, rules=tmp_path / "rules.toml", **proxied) as client:
        client._transport.client = ("127.0.0.1", 5_000)
        headers = {"X-Remote-User": "sam", "X-Remote-Groups": groups}
        page = client.get("/mind", headers=headers)
        assert page.status_code == status
        assert ("open/b.pdf" in page.text) == (status == 200)
        assert "hr/c.pdf" not in page.text
        assert "dogs" not in page.text
        assert client.get("/mind/questions", headers=headers).status_code == status
        before = client.app.state.adding.work
        assert client.post("/mind/index", headers=headers).status_code == status
        assert status == 200 or client.app.state.adding.work is before
        files = client.get("/documents/files", headers=headers).text
        assert ('href="mind"' in files) == (status == 200)
