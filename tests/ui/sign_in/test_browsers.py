"""Where nobody signs in: each browser has conversations of its own, and sees no other's."""

import pytest
from fastapi.testclient import TestClient

from assistant.commands.conversations_command import conversations
from assistant.identities.refused_sign_ins import Reason
from assistant.types import LOCAL_READER, Turn
from tests.walled import QUESTION, application, assistant_in, browser
from ui.server import build_app
from ui.sign_in.claims import ClaimError, reader_named


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with assistant_in(tmp_path_factory.mktemp("browsers")) as made:
        made.conversations.add(LOCAL_READER, "before", Turn("t0", "Asked before?", None, True))
        yield made


@pytest.fixture(scope="module")
def app(assistant):
    return application(assistant)


@pytest.fixture(scope="module")
def elsewhere(assistant):
    """The chat as others reach it over the network."""
    return build_app(assistant, "0.0.0.0")


@pytest.fixture(scope="module")
def anna(app):
    return browser(app)


@pytest.fixture(scope="module")
def ben(app):
    return browser(app)


@pytest.fixture(scope="module")
def talk(anna):
    """What is asked in one browser."""
    sent = anna.post("/api/ask", json={"question": QUESTION, "conversation": "new"})
    assert sent.status_code == 200
    return sent.json()


def test_a_browser_finds_its_own_conversation_and_another_does_not(anna, ben, talk):
    listed = [client.get("/conversations").text for client in (anna, ben)]
    assert [QUESTION in each for each in listed] == [True, False]
    assert [QUESTION in client.get("/").text for client in (anna, ben)] == [True, False]
    assert "Asked before" not in "".join(listed)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/conversations/{id}", None),
        ("GET", "/conversations/{id}/export", None),
        ("POST", "/conversations/{id}/title", {"title": "Mine"}),
        ("DELETE", "/conversations/{id}", None),
        ("GET", "/api/conversations/{id}", None),
        ("GET", "/api/conversations/{id}/export", None),
        ("PATCH", "/api/conversations/{id}", {"title": "Mine"}),
        ("DELETE", "/api/conversations/{id}", None),
        ("POST", "/api/ask", {"question": QUESTION, "conversation": "{id}"}),
        ("POST", "/api/feedback", {"conversation": "{id}", "turn": "{turn}", "helpful": True}),
    ],
)
def test_what_one_browser_asked_is_not_there_for_another(app, anna, ben, talk, method, path, body):
    names = {"{id}": talk["conversation"], "{turn}": talk["turn"]}
    for client in (ben, TestClient(app, base_url="http://localhost")):
        here = path.replace("{id}", names["{id}"])
        sent = {key: names.get(value, value) for key, value in body.items()} if body else None
        answer = client.request(method, here, json=sent)
        missing = client.request(
            method,
            path.replace("{id}", "none"),
            json={**sent, "conversation": "none"} if sent and "conversation" in sent else sent,
        )
        assert answer.status_code == missing.status_code
        assert answer.status_code in (400, 404)
        assert QUESTION not in answer.text.replace('"question"', "")
    kept = anna.get(f"/api/conversations/{talk['conversation']}").json()
    assert (kept["title"], len(kept["turns"]), kept["turns"][0]["helpful"]) == (QUESTION, 1, None)


def test_what_another_browser_asked_changes_no_answer(assistant, app, talk):
    fresh, form = browser(app), {"question": QUESTION, "conversation": "new"}
    answers = [fresh.post("/api/ask", json=form).json() for _ in range(2)]
    assert answers[0]["answer"] == answers[1]["answer"] == talk["answer"]


def test_a_browser_is_known_for_long_and_by_no_script(app):
    cookie = TestClient(app, base_url="http://localhost").get("/").headers["set-cookie"]
    name, *kept = cookie.split("; ")
    assert name.startswith("tenkyo-browser=")
    assert {"HttpOnly", "SameSite=Lax", "Max-Age=34560000"} <= set(kept)


@pytest.mark.parametrize("path", ["/documents", "/documents/files", "/shared/none"])
def test_a_browser_is_known_whatever_page_it_opens_first(app, path):
    client = TestClient(app, base_url="http://localhost")
    assert "set-cookie" in client.get(path, headers={"accept": "text/html,*/*;q=0.8"}).headers
    again = client.get(path, headers={"accept": "text/html"})
    assert "set-cookie" not in again.headers


def test_what_a_page_fetches_makes_no_browser_of_another(app):
    client = TestClient(app, base_url="http://localhost")
    answer = client.get("/conversations", headers={"accept": "*/*"})
    assert "set-cookie" not in answer.headers


def test_opening_the_page_again_keeps_the_browser_known_for_as_long(anna):
    before = anna.cookies["tenkyo-browser"]
    assert f"tenkyo-browser={before}; " in anna.get("/").headers["set-cookie"]


@pytest.mark.parametrize("forged", ["", "x", "a" * 42, "a" * 44, "browser-1", "../local", "local"])
def test_a_cookie_that_we_did_not_make_is_no_browser(app, elsewhere, forged):
    sent = {"cookie": f"tenkyo-browser={forged}"}
    for made, paths in ((app, ["/"]), (elsewhere, ["/", "/conversations", "/api/conversations"])):
        client = TestClient(made, base_url="http://localhost", headers=sent)
        assert not [path for path in paths if "Asked before" in client.get(path).text]


def test_a_program_on_ones_own_machine_finds_what_was_shared_before(app):
    program = TestClient(app, base_url="http://localhost")
    found = program.get("/api/conversations").json()["conversations"]
    assert [each["title"] for each in found] == ["Asked before?"]


def test_a_program_elsewhere_finds_nothing_and_is_given_a_cookie(elsewhere):
    program = TestClient(elsewhere, base_url="http://localhost")
    answer = program.get("/api/conversations")
    assert answer.json()["conversations"] == []
    assert answer.headers["set-cookie"].startswith("tenkyo-browser=")
    form = {"question": QUESTION, "conversation": "new"}
    asked = program.post("/api/ask", json=form).json()
    assert program.get(f"/api/conversations/{asked['conversation']}").status_code == 200


def test_the_owner_of_the_machine_lists_those_of_all_browsers(assistant, talk):
    said = []

    class Options:
        json = True

    conversations(assistant, Options, said.append)
    assert QUESTION in said[0]
    assert "Asked before?" in said[0]


def test_nobody_signs_in_as_a_browser():
    with pytest.raises(ClaimError, match="reserved") as refused:
        reader_named("browser-0123456789abcdef01234567")
    assert refused.value.reason is Reason.NAME
