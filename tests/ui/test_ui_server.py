"""The routes and headers around the chat, without a browser."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.conversations.conversations import PAGE
from assistant.conversations.permalinks import address_of
from assistant.settings import Settings
from assistant.types import LOCAL_READER, Reader, Turn
from index.errors import HomeLockedError, UsageError
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from tests.walled import BROWSER, VISITOR
from ui import server
from ui.chat.chat_page import SCRIPTS
from ui.chat.gradio_app import Chat
from ui.operations.metrics import Metrics
from ui.security import security_headers
from ui.server import build_app, serve
from ui.service.service import Service

TEXT = 'Cables & "ships".\r\n\r\n<script>alert(1)</script> A cable crosses the Arctic sea.\r\nEnd.'
QUOTE = "<script>alert(1)</script> A cable crosses the Arctic sea.\r\nEnd."


class MarkReader(HTMLParser):
    """Collects the text of `mark` as a browser would read it back."""

    def __init__(self, html):
        super().__init__()
        self.marked, self.scripts, self._inside = "", 0, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._inside = self._inside or tag == "mark"
        self.scripts += tag == "script" and not dict(attrs).get("src", "").startswith("ui/")

    def handle_endtag(self, tag):
        self._inside = self._inside and tag != "mark"

    def handle_data(self, data):
        self.marked += data if self._inside else ""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    (folder / "papers").mkdir()
    (folder / "papers" / "cable.txt").write_bytes(TEXT.encode())
    library = open_library(folder / "home", FakeEmbedder(), create=True)
    library.sync([folder / "papers"])
    yield Assistant(
        library, Settings(home=folder / "home", allowed_origins=("https://good.example",))
    )
    library.close()


@pytest.fixture(scope="module")
def client(assistant):
    known = {"cookie": f"__Host-tenkyo-browser={BROWSER}"}
    app = build_app(assistant)
    with TestClient(app, base_url="http://localhost", headers=known) as client:
        yield client


@pytest.fixture
def place(assistant):
    [document] = assistant.library.documents()
    return address_of(document, TEXT.index(QUOTE), QUOTE)


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/ui/chat.css", "/c/none/x/0-1/y/pane", "/conversations", "/x"]
)
def test_every_response_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    expected = security_headers(["https://good.example"])
    assert {name: headers.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "origin", ["*", "https://a.example/", "a.example", "https://a.example; script-src *", ""]
)
def test_what_is_no_origin_is_refused_at_the_start(origin):
    with pytest.raises(ValueError, match="is no origin"):
        Settings(allowed_origins=("https://good.example", origin))


def test_a_request_to_another_name_is_refused(client):
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [("https://evil.example", None), ("https://good.example", "https://good.example")],
)
def test_only_listed_origins_may_read(client, origin, allowed):
    headers = client.get("/healthz", headers={"origin": origin}).headers
    assert headers.get("access-control-allow-origin") == allowed


@pytest.mark.parametrize("rest", ["", "/pane"])
def test_the_mark_reads_back_as_the_quote_and_nothing_runs(client, place, rest):
    answer = client.get(place.path + rest)
    read = MarkReader(answer.text)
    assert answer.status_code == 200
    assert (read.marked, read.scripts) == (QUOTE, 0)
    assert 'class="notice"' not in answer.text


@pytest.mark.parametrize("rest", ["", "/pane"])
@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"start": 20}, 400, "This address was altered"),
        ({"end": 9_999}, 400, "This address was altered"),
        ({"start": 30, "end": 7}, 400, "This address was altered"),
        ({"check": "0" * 12}, 400, "This address was altered"),
        ({"version": "0" * 64}, 404, "The version that was cited was not kept"),
        ({"document_id": "<b>", "version": "0" * 64}, 404, "This document is not here"),
    ],
)
def test_an_address_that_leads_nowhere_says_why(client, place, changes, status, said, rest):
    answer = client.get(replace(place, **changes).path + rest)
    assert answer.status_code == status
    assert said in answer.text
    assert "<mark" not in answer.text


@pytest.mark.parametrize("span", ["a-b", "-1-4", "5", "1-2-3", f"0-{'9' * 250}"])
def test_an_address_of_another_shape_is_refused(client, span):
    assert client.get(f"/c/d/v/{span}/x").status_code == 422


def test_an_unknown_document_is_not_found(client):
    assert client.get("/documents/unknown").status_code == 404


@pytest.fixture
def talk(assistant):
    assistant.conversations.add(VISITOR, "c1", Turn("t1", "A <b>cable</b>?", None, True))
    assistant.conversations.add(Reader("ben"), "c2", Turn("t2", "A secret?", None, True))


@pytest.mark.usefixtures("talk")
def test_the_list_holds_only_the_conversations_of_the_reader(client):
    listed = client.get("/conversations").text
    assert "A &lt;b&gt;cable&lt;/b&gt;?" in listed
    assert "secret" not in listed
    assert client.get("/conversations?search=secret").text.count("<li") == 0


@pytest.mark.parametrize("words", ["x" * 201, "ﷺ" * 12])
def test_too_many_words_to_look_for_are_one_line_for_people(client, words):
    sent = client.get("/conversations", params={"search": words})
    assert sent.status_code == 422
    assert sent.headers["content-type"].startswith("text/html")
    line = "These are over 200 characters. Look for fewer words."
    assert sent.text == f'<p class="talks-none">{line}</p>'
    japanese = {"accept-language": "ja"}
    sent = client.get("/conversations", params={"search": words}, headers=japanese)
    assert "上限の200文字" in sent.text


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (f"/conversations?after={'x' * 81}", "after"),
        ("/conversations/c1/export?form=pdf", "form"),
        ("/c/none/x/here/y", "span"),
    ],
)
def test_an_address_that_cannot_be_is_one_line(client, address, name):
    sent = client.get(address)
    assert sent.status_code == 422
    assert sent.headers["content-type"].startswith("text/plain")
    assert repr(name) in sent.text
    assert "detail" not in sent.text
    assert len(sent.text.splitlines()) == 1


@pytest.mark.usefixtures("talk")
@pytest.mark.parametrize("conversation", ["c2", "none", "x" * 255])
def test_what_is_not_the_readers_own_is_not_found(client, conversation):
    at = f"/conversations/{conversation}"
    assert client.get(at).status_code == 404
    assert client.get(f"{at}/export").status_code == 404
    assert client.delete(at).status_code == 404
    assert client.post(f"{at}/title", json={"title": "Mine"}).status_code == 400


@pytest.mark.usefixtures("talk")
@pytest.mark.parametrize("title", ["", "x" * 10_000, "\x00\x07"])
def test_a_title_that_cannot_be_is_refused(client, title):
    assert client.post("/conversations/c1/title", json={"title": title}).status_code == 400


@pytest.mark.usefixtures("talk")
def test_a_form_of_another_page_can_rename_nothing(client):
    sent = client.post(
        "/conversations/c1/title",
        content='{"title": "Theirs"}',
        headers={"content-type": "text/plain", "origin": "https://evil.example"},
    )
    assert sent.status_code == 403
    assert "Theirs" not in client.get("/conversations").text


@pytest.mark.usefixtures("talk")
@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_an_export_is_a_file_to_save(client, form):
    sent = client.get(f"/conversations/c1/export?form={form}")
    assert sent.headers["content-disposition"] == (
        f"attachment; filename*=UTF-8''A-b-cable-b.{form}"
    )
    assert "cable" in sent.text
    assert client.get("/conversations/c1/export?form=exe").status_code == 422


def test_half_a_character_from_a_browser_can_be_asked_and_stored(assistant):
    chat = Chat(Service(assistant), Metrics(), pause=0)
    sent = {"key": "\ud800", "text": "A cable\ud800?", "conversation": "\ud800"}
    *_, last = chat.turn(
        sent,
        SimpleNamespace(headers={}, query_params={}, state=SimpleNamespace(reader=LOCAL_READER)),
    )
    assert last["status"] == "done"
    [turn] = assistant.conversations.open(LOCAL_READER, last["conversation"]).turns
    assert turn.question == "A cable??"


def test_a_long_list_is_cut_and_goes_on(assistant, client):
    for number in range(PAGE + 5):
        turn = Turn(f"k{number}", f"Many {number}?", None)
        assistant.conversations.add(VISITOR, f"many{number}", turn)
    first = client.get("/conversations?search=many").text
    last = re.search(r'data-after="(\w+)"', first)[1]
    assert first.count("<li") == PAGE
    assert client.get(f"/conversations?search=many&after={last}").text.count("<li") == 5


@pytest.mark.parametrize(("word", "number", "more"), [("page", PAGE, 0), ("over", PAGE + 1, 1)])
def test_more_conversations_are_offered_where_there_are_more(assistant, client, word, number, more):
    for n in range(number):
        turn = Turn(f"k{n}", f"A {word} of {n}?", None)
        assistant.conversations.add(VISITOR, f"{word}{n}", turn)
    listed = client.get(f"/conversations?search={word}").text
    assert listed.count("<li") == PAGE
    assert listed.count('data-do="more-conversations"') == more


@pytest.mark.parametrize(
    "path", ["/ui/../server.py", "/ui/%2e%2e/server.py", "/ui/%2e%2e%2fserver.py"]
)
def test_static_files_are_only_those_of_their_folder(client, path):
    assert client.get(path).status_code == 404


def test_the_page_names_no_other_host(client):
    named = set(re.findall(r"(?:src|href)=[\"'](?:https?:)?//([^/\"']+)", client.get("/").text))
    assert named <= {"localhost"}


def test_clients_are_offered_to_ask_and_nothing_else(client):
    offered = client.get("/gradio_api/info").json()
    assert (list(offered["named_endpoints"]), offered["unnamed_endpoints"]) == (["/ask"], {})


def test_no_script_may_stand_in_a_page_or_be_made_of_text(client):
    for path in ("/", "/embed", "/documents", "/config"):
        policy = client.get(path).headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy


def test_the_page_has_no_script_and_no_style_of_its_own(client):
    page = client.get("/").text
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:", page)


def test_all_that_the_page_names_is_there(client):
    named = re.findall(r'(?:src|href)="([^"#]+)"', client.get("/").text)
    assert {name: client.get(f"/{name}").status_code for name in named} == dict.fromkeys(named, 200)


def test_what_the_page_fetches_ahead_is_what_its_script_imports():
    static = Path(server.__file__).parent / "static"
    imported, wanted = set(), ["chat"]
    while wanted:
        script = (static / f"{wanted.pop()}.js").read_text()
        more = set(re.findall(r'from "\./(\w+)\.js"', script)) - imported
        imported |= more
        wanted += more
    assert imported == {*SCRIPTS, "frame"}


def test_a_question_is_cut_where_it_is_told_to_be_too_long_once_folded(assistant):
    chat = Chat(Service(assistant), Metrics())
    assert chat._event({"key": "t", "text": "ﷺ" * 2_000}).question == "ﷺ" * (2_000 // 18 + 1)


def test_an_address_that_is_not_ours_is_one_line(assistant):
    with pytest.raises(UsageError, match=r"no address '192\.0\.2\.1'"):
        serve(assistant, "192.0.2.1", 7999)


def test_a_second_server_of_a_home_is_refused_before_it_takes_a_port(assistant):
    with (
        assistant.serving("http://127.0.0.1:7998"),
        pytest.raises(HomeLockedError, match=r"is being served by .* at http://127.0.0.1:7998"),
    ):
        serve(assistant, "192.0.2.1", 7999)


def test_the_files_are_listed_with_their_states(client, place):
    page = client.get("/documents/files", headers={"accept-language": "ja"}).text
    assert "文書一覧" in page
    assert re.search(r'<a href="documents/\w+">cable\.txt</a>', page)
