"""Who may call the API: keys and their scopes, pages of other origins, and no route left out."""

import threading

import httpx2
import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from assistant.identities.api_keys import SCOPES
from assistant.types import Answer, Reader, Turn
from tests.servers.serving import QUESTION, served, small_assistant
from ui.api.callers import Authenticated, KeySignIn
from ui.edge.problems import API
from ui.security import HEADERS
from ui.server import build_app

ANNA = Reader("anna", frozenset({"staff"}))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with small_assistant(
        tmp_path_factory.mktemp("access"), allowed_origins=("https://good.example",)
    ) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def client(assistant):
    with TestClient(build_app(assistant), base_url="http://localhost") as client:
        yield client


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """An installation whose API needs a key, and one key for it."""
    with small_assistant(tmp_path_factory.mktemp("closed"), api="keys") as assistant:
        app = build_app(assistant)
        with TestClient(app, base_url="http://localhost") as client:
            yield client, assistant.keys.add(ANNA)


def bearer(key):
    return {"authorization": f"Bearer {key}"}


def routes_of(app):
    contexts = iter_route_contexts(app.routes)
    return [each for each in contexts if (each.path or "").startswith(API)]


def depends_on_authentication(dependant):
    inside = any(map(depends_on_authentication, dependant.dependencies))
    return isinstance(dependant.call, Authenticated) or inside


def test_every_route_of_the_api_asks_who_calls(client):
    routes = routes_of(client.app)
    bare = [r.path for r in routes if not depends_on_authentication(r.dependant)]
    assert len(routes) > 10
    assert bare == []


def test_no_route_answers_without_a_key_where_one_is_needed(closed):
    client, _ = closed
    for route in routes_of(client.app):
        for method in route.methods - {"TRACE"}:
            path = route.path.replace("{path:path}", "none")
            sent = client.request(method, path, headers={"content-type": "application/json"})
            assert (path, method, sent.status_code) == (path, method, 401)
            assert sent.headers["www-authenticate"] == "Bearer"


def test_a_key_opens_what_needs_one(closed):
    client, key = closed
    sent = client.post("/api/ask", json={"question": QUESTION}, headers=bearer(key))
    assert (sent.status_code, sent.json()["answered"]) == (200, True)


@pytest.mark.parametrize(
    "sent",
    [
        "Bearer tenkyo_000000000000_" + "A" * 43,
        "Bearer",
        "Bearer ",
        "",
        "Basic dXNlcjpwYXNz",
        "Token x",
        "Bearer " + "x" * 10_000,
        "Bearer é".encode("latin-1"),
    ],
)
def test_a_wrong_key_is_refused_even_where_none_is_needed(client, sent):
    for path in ("/api/documents", "/api/none", "/api/openapi.json"):
        refused = client.get(path, headers={"authorization": sent})
        assert (refused.status_code, list(refused.json())) == (401, ["error"])


def test_two_keys_at_once_are_refused(client, assistant):
    headers = [("authorization", f"Bearer {assistant.keys.add(ANNA)}")] * 2
    assert client.get("/api/documents", headers=headers).status_code == 401


def test_a_revoked_key_is_refused_from_the_next_request_on(client, assistant):
    key = assistant.keys.add(ANNA)
    assert client.get("/api/documents", headers=bearer(key)).status_code == 200
    assistant.keys.revoke(assistant.keys.all()[-1].id)
    assert client.get("/api/documents", headers=bearer(key)).status_code == 401


CALLS = {
    "ask": ("POST", "/api/ask", {"question": QUESTION}),
    "search": ("POST", "/api/search", {"question": QUESTION}),
    "documents": ("GET", "/api/documents", None),
    "conversations": ("GET", "/api/conversations", None),
    "feedback": ("POST", "/api/feedback", {"conversation": "c", "turn": "t", "helpful": True}),
}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_key_is_good_for_its_scope_only(client, assistant, scope):
    headers = bearer(assistant.keys.add(ANNA, [scope]))
    for other, (method, path, form) in CALLS.items():
        status = client.request(method, path, json=form, headers=headers).status_code
        assert (other, status == 403) == (other, other != scope)


def test_a_key_acts_for_its_reader(client, assistant):
    assistant.conversations.add(ANNA, "annas", Turn("t", "Of Anna?", None, stopped=True))
    headers = bearer(assistant.keys.add(ANNA))
    assert client.get("/api/conversations/annas", headers=headers).status_code == 200
    assert client.get("/api/conversations/annas").status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://localhost.evil.example"}, 403),
        ({"origin": "http://localhost:1"}, 403),
        ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"host": "evil.example"}, 400),
        ({"origin": "http://localhost"}, 200),
        ({"origin": "https://good.example"}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({}, 200),
    ],
)
def test_only_our_own_and_listed_pages_may_call(client, headers, status):
    for method, path, form in (CALLS["ask"], CALLS["documents"]):
        assert client.request(method, path, json=form, headers=headers).status_code == status


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "json"]
)
def test_what_a_form_could_send_is_refused(client, kind):
    sent = client.post("/api/ask", content='{"question": "Where?"}', headers={"content-type": kind})
    assert (sent.status_code, list(sent.json())) == (422, ["error"])


def test_a_listed_page_may_send_json_and_a_key(client):
    asked = {
        "origin": "https://good.example",
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "authorization, content-type",
    }
    assert client.options("/api/conversations/x", headers=asked).status_code == 200
    asked["origin"] = "https://evil.example"
    assert client.options("/api/conversations/x", headers=asked).status_code == 400


@pytest.mark.parametrize("path", ["/api/documents", "/api/none", "/api/conversations/none"])
def test_answers_and_refusals_carry_the_security_headers(client, path):
    headers = client.get(path).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert headers["cache-control"] == "no-store"


def test_a_refused_body_carries_the_security_headers(client):
    sent = client.post("/api/ask", content=b"x" * 2_000_000)
    assert sent.status_code == 413
    assert {name: sent.headers.get(name) for name in HEADERS} == HEADERS


async def test_a_key_says_who_asks_before_a_route_is_found(assistant):
    key = assistant.keys.add(ANNA)

    async def reader(path, *headers):
        sent = [(b"authorization", header.encode()) for header in headers]
        scope = {"type": "http", "path": path, "headers": sent}
        return await KeySignIn(assistant).reader(scope)

    good = f"Bearer {key}"
    assert await reader("/api/ask", good) == await reader("/mcp", good) == ANNA
    assert await reader("/documents", good) is None
    assert await reader("/api/ask") is await reader("/api/ask", good, good) is None
    assert await reader("/api/ask", "Bearer tenkyo_x") is None


class Endless:
    """Answers with no end; counts what was taken of it, and notices being left."""

    def __init__(self):
        self.taken, self.left = 0, threading.Event()

    def stream(self, question):
        try:
            while True:
                self.taken += 1
                yield Answer(question.text, question.text, remark="More.")
        finally:
            self.left.set()


@pytest.mark.parametrize("accept", ["text/event-stream", "application/json"])
def test_the_work_stops_when_the_caller_is_gone(tmp_path, accept):
    with small_assistant(tmp_path) as assistant:
        assistant.answering = endless = Endless()
        asked = {"json": {"question": "Where?"}, "headers": {"accept": accept}}
        # The one that waits for the whole gives up; the other has events at once.
        patience = 1 if accept == "application/json" else 30
        with served(assistant) as address, httpx2.Client(timeout=patience) as client:
            try:
                with client.stream("POST", f"{address}/api/ask", **asked) as sent:
                    next(sent.iter_raw())
            except httpx2.ReadTimeout:
                assert accept == "application/json"
            assert endless.left.wait(20)
    assert endless.taken > 0
