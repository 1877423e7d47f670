"""Every route of the application, and what readers with and without rights get from it."""

import json
import re
from contextlib import closing
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.conversations.permalinks import address_of
from assistant.settings import Settings
from assistant.types import LOCAL_READER, Question, Reader, Turn
from index.errors import HomeError, HomeLockedError, ModelError, NoIndexError
from index.library import open_library
from tests.documents.papers import Pdf
from tests.fake_embedder import FakeEmbedder
from tests.walled import BROWSER, VISITOR
from ui.operations.metrics import Metrics
from ui.server import build_app
from ui.service.service import Service
from ui.service.turns import Asked

SECRET, OPEN = "The salary of the captain is 900 crowns.", "The ferry leaves at nine."
RULES = """
[[rule]]
paths = ["open/"]
allow = ["*"]

[[rule]]
paths = ["hr/"]
allow = ["hr"]
"""
LINK = {}
ROLES = {"none": Reader("local"), "rights": Reader("local", frozenset({"hr"}))}

# What a route shows: a hidden document is not there, is not named in a list, its quotes are
# withheld, or the route knows nothing of documents.
HIDDEN, LISTED, WITHHELD, NOTHING = "hidden", "listed", "withheld", "nothing"
# As hidden; what it shows is no text.
BYTES = "bytes"
ROUTES = {
    "/c/{document_id}/{version}/{span}/{check}": HIDDEN,
    "/c/{document_id}/{version}/{span}/{check}/pane": HIDDEN,
    "/documents/{document_id}": HIDDEN,
    "/documents/{document_id}/why": HIDDEN,
    "/documents/{document_id}/{version}/pages/{number}": BYTES,
    "/documents/{document_id}/{version}/original": BYTES,
    "/documents": LISTED,
    # Files by name only where its reader may see them.
    "/mind": NOTHING,
    "/mind/questions": NOTHING,
    "/mind/sources": NOTHING,
    "/mind/sources/new": NOTHING,
    "/mind/sources/{name}/{kind}": NOTHING,
    "/mind/verify": NOTHING,
    "/mind/index": NOTHING,
    # Answers of a trial are those that its reader gets in the chat.
    "/mind/model/look": NOTHING,
    "/mind/model/try/{number}": NOTHING,
    "/mind/model/on/{number}": NOTHING,
    "/mind/model/off": NOTHING,
    "/documents/files": LISTED,
    "/scopes": LISTED,
    "/suggestions": NOTHING,
    "/uploads": NOTHING,
    # What became of a reader's own files.
    "/uploads/{batch}": NOTHING,
    "/conversations": NOTHING,
    "/conversations/{conversation_id}": WITHHELD,
    "/conversations/{conversation_id}/export": WITHHELD,
    "/conversations/{conversation_id}/title": NOTHING,
    # A reader's own files, and what became of them.
    "/conversations/{conversation_id}/files": NOTHING,
    "/conversations/{conversation_id}/files/{batch}": NOTHING,
    "/conversations/{conversation_id}/share": NOTHING,
    "/shared/{token}": WITHHELD,
    "/kept": WITHHELD,
    "/kept/{conversation_id}/{turn}": NOTHING,
    "/kept/{conversation_id}/{turn}/seen": NOTHING,
    "/ui": NOTHING,
    # The API: what it answers to a question comes from the assistant, as in the chat.
    "": NOTHING,
    "/api/ask": NOTHING,
    "/api/conversations": NOTHING,
    "/api/conversations/{conversation_id}": WITHHELD,
    "/api/conversations/{conversation_id}/export": WITHHELD,
    "/api/documents": LISTED,
    "/api/documents/{document_id}": LISTED,
    "/api/feedback": NOTHING,
    "/api/kept": WITHHELD,
    "/api/kept/{conversation_id}/{turn}": NOTHING,
    "/api/kept/{conversation_id}/{turn}/seen": NOTHING,
    "/api/openapi.json": NOTHING,
    "/api/search": NOTHING,
    "/api/{path:path}": NOTHING,
    "/mcp": NOTHING,
    # People and groups, to who has a key for them.
    "/scim/v2/{path:path}": NOTHING,
    "/v1/chat/completions": NOTHING,
    "/v1/models": NOTHING,
    "/v1/responses": NOTHING,
    "/v1/models/{name}": NOTHING,
    "/v1/{path:path}": NOTHING,
    "/embed": NOTHING,
    "/embed/check": NOTHING,
    "/widget.js": NOTHING,
    "/metrics": NOTHING,
    "/readyz": NOTHING,
    "/healthz": NOTHING,
    # Gradio's own. What its queue carries comes from `ui/chat/gradio_app.py`, and is asked for
    # below.
    "/": NOTHING,
    "/assets/{path:path}": NOTHING,
    "/config": NOTHING,
    "/config/": NOTHING,
    "/favicon.ico": NOTHING,
    "/gradio_api/call/{api_name}": NOTHING,
    "/gradio_api/call/{api_name}/{event_id}": NOTHING,
    "/gradio_api/deep_link": NOTHING,
    "/gradio_api/api/{api_name}": NOTHING,
    "/gradio_api/api/{api_name}/": NOTHING,
    "/gradio_api/app_id": NOTHING,
    "/gradio_api/app_id/": NOTHING,
    "/gradio_api/call/v2/{api_name}": NOTHING,
    "/gradio_api/call/v2/{api_name}/": NOTHING,
    "/gradio_api/call/v2/{api_name}/{event_id}": NOTHING,
    "/gradio_api/call/{api_name}/": NOTHING,
    "/gradio_api/cancel": NOTHING,
    "/gradio_api/component_server": NOTHING,
    "/gradio_api/component_server/": NOTHING,
    "/gradio_api/custom_component/{id}/{environment}/{type}/{file_name}": NOTHING,
    "/gradio_api/dev/reload": NOTHING,
    "/gradio_api/file/{path:path}": NOTHING,
    "/gradio_api/file={path_or_url:path}": NOTHING,
    "/gradio_api/heartbeat/{session_hash}": NOTHING,
    "/gradio_api/info": NOTHING,
    "/gradio_api/info/": NOTHING,
    "/gradio_api/login_check": NOTHING,
    "/gradio_api/login_check/": NOTHING,
    "/gradio_api/openapi.json": NOTHING,
    "/gradio_api/process_recording": NOTHING,
    "/gradio_api/proxy={url_path:path}": NOTHING,
    "/gradio_api/queue/data": NOTHING,
    "/gradio_api/queue/join": NOTHING,
    "/gradio_api/queue/status": NOTHING,
    "/gradio_api/reset": NOTHING,
    "/gradio_api/reset/": NOTHING,
    "/gradio_api/run/{api_name}": NOTHING,
    "/gradio_api/run/{api_name}/": NOTHING,
    "/gradio_api/runs": NOTHING,
    "/gradio_api/runs/": NOTHING,
    "/gradio_api/startup-events": NOTHING,
    "/gradio_api/stream/{event_id}": NOTHING,
    "/gradio_api/stream/{event_id}/close": NOTHING,
    "/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist-file": NOTHING,
    "/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist.m3u8": NOTHING,
    "/gradio_api/stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}": NOTHING,
    "/gradio_api/theme.css": NOTHING,
    "/gradio_api/token": NOTHING,
    "/gradio_api/token/": NOTHING,
    "/gradio_api/undo-vibe-edit": NOTHING,
    "/gradio_api/undo-vibe-edit/": NOTHING,
    "/gradio_api/upload": NOTHING,
    "/gradio_api/upload_progress": NOTHING,
    "/gradio_api/user": NOTHING,
    "/gradio_api/user/": NOTHING,
    "/gradio_api/vibe-code": NOTHING,
    "/gradio_api/vibe-code/": NOTHING,
    "/gradio_api/vibe-edit": NOTHING,
    "/gradio_api/vibe-edit/": NOTHING,
    "/gradio_api/vibe-starter-queries": NOTHING,
    "/gradio_api/vibe-starter-queries/": NOTHING,
    "/login": NOTHING,
    "/login/": NOTHING,
    "/logout": NOTHING,
    "/manifest.json": NOTHING,
    "/monitoring": NOTHING,
    "/monitoring/summary": NOTHING,
    "/monitoring/{key}": NOTHING,
    "/pwa_icon": NOTHING,
    "/pwa_icon/{size}": NOTHING,
    "/robots.txt": NOTHING,
    "/static/{path:path}": NOTHING,
    "/svelte/{path:path}": NOTHING,
    "/theme.css": NOTHING,
}


def routes_of(routes, prefix=""):
    """Yields the path of every route, also of routers and applications within."""
    for route in routes:
        router = getattr(route, "original_router", None)
        inside = router.routes if router else getattr(route, "routes", None)
        path = prefix + (getattr(route, "path", None) or "")
        if router:
            path = prefix + route.include_context.prefix
        if inside:
            yield from routes_of(inside, path)
        else:
            yield path


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    root = tmp_path_factory.mktemp("routes")
    for name, text in (("hr/pay.txt", SECRET), ("open/ferry.txt", OPEN)):
        (root / "papers" / name).parent.mkdir(parents=True)
        (root / "papers" / name).write_text(text)
    (root / "papers" / "hr" / "plan.pdf").write_bytes(Pdf().line(60, 700, "Layoffs.").data())
    (root / "rules.toml").write_text(RULES)
    library = open_library(root / "home", FakeEmbedder(), create=True)
    library.sync([root / "papers"])
    made = Assistant(library, Settings(home=root / "home", rules=root / "rules.toml", threshold=0))
    answer = made.answering.invoke(Question("What is the salary?", reader=ROLES["rights"]))
    made.conversations.add(VISITOR, "c1", Turn("t1", "What is it?", answer))
    made.kept.keep(Reader(VISITOR.name, ROLES["rights"].groups), "c1", "t1")
    assert made.asking_again.ask().changed == 1
    LINK["token"] = made.sharing.share(VISITOR, "c1").token
    with closing(made.pictures):
        yield made
    library.close()


@pytest.fixture(scope="module")
def app(assistant):
    return build_app(assistant)


@pytest.fixture(scope="module")
def client(app):
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        client.cookies.set("tenkyo-browser", BROWSER, domain="localhost.local")
        yield client


@pytest.fixture
def act_as(monkeypatch):
    """Makes every request one of a reader: the only place of this file that knows how."""
    return lambda role: monkeypatch.setattr("ui.sign_in.gate.LOCAL_READER", ROLES[role])


def filled(path, document, conversation="c1"):
    address = address_of(document, 0, document.text)
    values = {
        "document_id": document.id,
        "version": document.version,
        "span": f"0-{len(document.text)}",
        "check": address.check,
        "conversation_id": conversation,
        **LINK,
        "number": "1",
    }
    return re.sub(r"{(\w+)(?::\w+)?}", lambda found: values.get(found[1], "x"), path)


def secret_document(assistant, path="hr/pay.txt"):
    return next(d for d in assistant.library.documents() if d.path == path)


def test_every_route_stands_in_the_table_and_every_entry_is_a_route(app):
    assert set(routes_of(app.routes)) == set(ROUTES)


# Streams of Gradio do not end; what they carry comes from `ui/chat/gradio_app.py`.
ANSWERED_AT_ONCE = [path for path in ROUTES if not path.startswith(("/gradio_api/", "/logout"))]


@pytest.mark.parametrize("path", ANSWERED_AT_ONCE)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_route_shows_what_its_reader_may_not_see(client, assistant, act_as, path, method):
    act_as("none")
    answer = client.request(method, filled(path, secret_document(assistant)))
    for told in ("salary", "captain", "900 crowns", "hr/pay.txt"):
        assert told not in answer.text
        assert told not in str(answer.headers)


@pytest.mark.parametrize("path", [path for path, shows in ROUTES.items() if shows == BYTES])
def test_a_hidden_file_is_as_one_that_is_not_there(client, assistant, act_as, path):
    document = secret_document(assistant, "hr/plan.pdf")
    act_as("none")
    hidden = client.get(filled(path, document))
    missing = client.get(filled(path, document).replace(document.id, "0" * 20))
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert dict(hidden.headers) == dict(missing.headers)
    act_as("rights")
    shown = client.get(filled(path, document))
    assert (shown.status_code, shown.headers["content-type"][:6]) in [
        (200, "image/"),
        (200, "applic"),
    ]
    assert "charset" not in shown.headers["content-type"]


@pytest.mark.parametrize("path", [path for path, shows in ROUTES.items() if shows == HIDDEN])
def test_a_hidden_document_is_as_one_that_is_not_there(client, assistant, act_as, path):
    document = secret_document(assistant)
    act_as("none")
    hidden = client.get(filled(path, document))
    missing = client.get(filled(path, document).replace(document.id, "0" * 20))
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert dict(hidden.headers) == dict(missing.headers)
    act_as("rights")
    shown = client.get(filled(path, document))
    assert shown.status_code == 200
    assert "captain" in shown.text


@pytest.mark.parametrize(
    "trick",
    [
        "/documents/../documents/{id}",
        "/documents/..%2fdocuments%2f{id}",
        "/documents/%2e%2e/documents/{id}",
        "/documents/{upper}",
        "/documents/{id}%00",
        "/documents/{id}/",
        "/documents/{id}%20",
        "/documents/{wide}",
        "/documents/hr%2fpay.txt",
        "/documents/HR/pay.txt",
        "/documents//{id}",
        "/documents/{id};x=1",
        "/sources/..%2f..%2fhr%2fpay.txt",
        "/sources/%c0%ae%c0%ae%2fhr%2fpay.txt",
        "/ui/..%2f..%2f..%2fhr%2fpay.txt",
        "/ui/..%5c..%5chr%5cpay.txt",
        "/c/{id}/{version}/0-40/{check}",
        "/c/{id}/{version}/٠-٤٠/{check}",
        "/c/{id}/{version}/0-999999999999/{check}/pane",
        "/c/{id}/%2e%2e/0-40/{check}",
        "/c/{upper}/{version}/0-40/{check}",
        "/api/documents/..%2f{id}",
        "/api/documents/{upper}",
        "/gradio_api/file=hr/pay.txt",
        "/gradio_api/file%3dhr/pay.txt",
    ],
)
def test_no_trick_in_a_path_shows_what_is_hidden(client, assistant, act_as, trick):
    document = secret_document(assistant)
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in document.id)
    path = trick.format(
        id=document.id,
        upper=document.id.upper(),
        wide=wide,
        version=document.version,
        check=address_of(document, 0, document.text).check,
    )
    act_as("none")
    answer = client.get(path)
    assert answer.status_code in (404, 405, 422)
    assert not any(word in answer.text for word in ("captain", "900", "pay.txt</", "crowns"))


@pytest.mark.parametrize(
    "path", [path for path, shows in ROUTES.items() if shows in (LISTED, WITHHELD)]
)
def test_who_has_the_right_is_shown_it(client, assistant, act_as, path):
    act_as("rights")
    shown = client.get(filled(path, secret_document(assistant)))
    assert shown.status_code == 200
    assert "900" in shown.text or "hr/pay.txt" in shown.text


def test_a_change_of_rules_holds_for_the_next_request(client, assistant, act_as):
    act_as("none")
    address, rules = f"/documents/{secret_document(assistant).id}", assistant.settings.rules
    assert client.get(address).status_code == 404
    rules.write_text(RULES.replace('["hr"]', '["*"]'))
    assert client.get(address).status_code == 200
    rules.write_text("[[rule]")
    assert client.get(address).status_code == 200
    rules.write_text(RULES)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("role", "documents"), [("none", "1 document"), ("rights", "3 documents")])
def test_the_chat_page_counts_what_is_visible(assistant, act_as, role, documents):
    from ui.chat.page_routes import chat_html

    act_as(role)
    request = SimpleNamespace(
        headers={}, query_params={}, state=SimpleNamespace(reader=ROLES[role])
    )
    page = chat_html(Service(assistant), request, {})
    assert documents in page
    assert ("captain" in page) <= (role == "rights")


def test_the_chat_answers_from_what_is_visible(assistant, act_as):
    service = Service(assistant)

    def said(role):
        act_as(role)
        place = service.place(ROLES[role], "")
        *_, last = service.ask(place, Asked("k", "What is the salary of the captain?"))
        return last.answer.text + str(last.answer.nearest)

    assert "900" not in said("none")
    assert "900" in said("rights")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ANSWERED_AT_ONCE)
def test_no_route_names_a_folder_of_the_server(client, assistant, act_as, path, role):
    act_as(role)
    shown = client.get(filled(path, secret_document(assistant)))
    assert str(assistant.settings.home.parent) not in shown.text


SAID = "What is the salary of the captain, in crowns?"
# What the routes that answer and search are sent; with rights, each shows what is hidden.
POSTED = {
    "/api/ask": {"question": SAID},
    "/api/search": {"question": SAID},
    "/v1/chat/completions": {"model": "tenkyo", "messages": [{"role": "user", "content": SAID}]},
    "/mcp#ask": ("tools/call", {"name": "ask", "arguments": {"question": SAID}}),
    "/mcp#search": ("tools/call", {"name": "search", "arguments": {"question": SAID}}),
    "/mcp#document": ("resources/read", {"uri": "tenkyo://documents/{document_id}"}),
}


def posted(client, path, document):
    """Sends what a program sends, and returns what comes back without the question in it."""
    body, headers = POSTED[path], {"accept": "application/json, text/event-stream"}
    if isinstance(body, tuple):
        body = {"jsonrpc": "2.0", "id": 1, "method": body[0], "params": body[1]}
    sent = json.dumps(body).replace("{document_id}", document.id)
    if path.startswith("/api"):
        headers = {}
    headers["content-type"] = "application/json"
    return client.post(path, content=sent, headers=headers).text.replace(SAID, "")


@pytest.mark.parametrize("path", POSTED)
def test_no_answer_to_a_program_shows_what_its_reader_may_not_see(client, assistant, act_as, path):
    document = secret_document(assistant)
    act_as("rights")
    assert "900" in posted(client, path, document)
    act_as("none")
    shown = posted(client, path, document)
    # The words of the question may come back: that nothing in sight mentions them.
    assert not [each for each in ("900", "hr/pay", document.version) if each in shown]


@pytest.mark.parametrize("error", [HomeError, HomeLockedError, ModelError, NoIndexError])
def test_no_error_of_the_home_names_a_folder_to_a_caller(client, assistant, monkeypatch, error):
    def broken(*_):
        raise error(f"The home folder {str(assistant.settings.home)!r} cannot be used.")

    monkeypatch.setattr(assistant.access, "view", broken)
    for path in ("/api/ask", "/api/search"):
        sent = client.post(path, json={"question": "When?"})
        assert sent.status_code == 503
        assert str(assistant.settings.home) not in sent.text
    asked = {"model": "tenkyo", "messages": [{"role": "user", "content": "When?"}]}
    assert str(assistant.settings.home) not in client.post("/v1/chat/completions", json=asked).text
    from ui.chat.gradio_app import Chat

    state = SimpleNamespace(reader=LOCAL_READER)
    request = SimpleNamespace(headers={}, query_params={}, state=state)
    chat = Chat(Service(assistant), Metrics(), pause=0)
    *_, last = chat.turn({"key": "k", "text": "When?"}, request)
    assert last["status"] == "failed"
    assert str(assistant.settings.home) not in last["html"]


def test_a_model_that_is_gone_is_not_named_by_its_folder_to_a_caller(tmp_path, act_as):
    """The index was built with it, and the settings name another since."""
    act_as("rights")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_text(OPEN)
    gone = FakeEmbedder(name=str(tmp_path / "model"))
    with closing(open_library(tmp_path / "home", gone, create=True)) as library:
        library.sync([tmp_path / "papers"])
    with closing(open_library(tmp_path / "home", FakeEmbedder())) as library:
        app = build_app(Assistant(library, Settings(home=tmp_path / "home")))
        with TestClient(app, base_url="http://localhost") as client:
            sent = client.post("/api/search", json={"question": "When?"})
    assert sent.status_code == 503
    assert str(tmp_path) not in sent.text
