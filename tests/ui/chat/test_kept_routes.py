"""Keeping questions in the chat and by the API: the bell, the list, and what others get of it."""

import re

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Reader
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from tests.walled import browser
from ui.server import build_app

PAY, FERRY = "The salary of the captain is 900 crowns.", "The ferry leaves at nine."
RULES = """
[[rule]]
paths = ["open/"]
allow = ["*"]

[[rule]]
paths = ["hr/"]
allow = ["hr"]
"""
ANNA = Reader("anna", frozenset({"hr"}))


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    root = tmp_path_factory.mktemp("kept")
    for name, text in (("hr/pay.txt", PAY), ("open/ferry.txt", FERRY)):
        (root / "papers" / name).parent.mkdir(parents=True)
        (root / "papers" / name).write_text(text)
    (root / "rules.toml").write_text(RULES)
    return root / "papers"


@pytest.fixture(scope="module")
def assistant(papers):
    root = papers.parent
    library = open_library(root / "home", FakeEmbedder(), create=True)
    library.sync([papers])
    yield Assistant(library, Settings(home=root / "home", rules=root / "rules.toml", threshold=0))
    library.close()


@pytest.fixture
def act_as(monkeypatch):
    return lambda reader: monkeypatch.setattr("ui.sign_in.gate.LOCAL_READER", reader)


@pytest.fixture(scope="module")
def app(assistant):
    return build_app(assistant)


@pytest.fixture
def anna(app, act_as):
    act_as(ANNA)
    return browser(app)


def asked(client, question="What is the salary of the captain?"):
    """Asks in a new conversation; returns the name of the turn."""
    made = client.post("/api/ask", json={"question": question, "conversation": "new"}).json()
    return f"{made['conversation']}/{made['turn']}"


def raise_pay(assistant, papers):
    """Raises the salary by ten crowns; returns what the document said before, and says now."""
    file = papers / "hr" / "pay.txt"
    before = file.read_text()
    file.write_text(re.sub("[0-9]+", lambda found: str(int(found[0]) + 10), before))
    assistant.library.sync([papers])
    assistant.asking_again.ask()
    return before, file.read_text()


def bell(client, name):
    """Whether the bell of a turn is pressed, as the conversation shows it."""
    html = client.get(f"/conversations/{name.partition('/')[0]}").json()["html"]
    return re.search(r'data-do="keep"[^>]*aria-pressed="(\w+)"', html)[1]


def test_the_bell_keeps_a_question_and_lets_it_go(anna):
    name = asked(anna)
    assert bell(anna, name) == "false"
    assert anna.post(f"/kept/{name}").status_code == 204
    assert bell(anna, name) == "true"
    assert "What is the salary" in anna.get("/kept").text
    assert anna.delete(f"/kept/{name}").status_code == 204
    assert bell(anna, name) == "false"
    assert anna.delete(f"/kept/{name}").status_code == 404


def test_old_words_and_new_ones_are_told_until_they_are_seen(assistant, papers, anna):
    name = asked(anna)
    anna.post(f"/kept/{name}")
    assert "with-news" not in anna.get("/conversations").text
    quotes = raise_pay(assistant, papers)
    page = anna.get("/kept").text
    assert tuple(re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page)) == quotes
    for address in re.findall(r'href="(c/[^"#]+)#quote"', page):
        assert anna.get(f"/{address}").status_code == 200
    assert "1 kept question changed" in anna.get("/").text
    assert "with-news" in anna.get("/conversations").text
    assert anna.post(f"/kept/{name}/seen").status_code == 204
    assert "<blockquote" not in anna.get("/kept").text
    assert "1 kept question changed" not in anna.get("/").text


def test_programs_hear_of_the_same(assistant, papers, anna):
    name = asked(anna)
    assert anna.post(f"/api/kept/{name}").status_code == 204
    assert anna.get("/api/kept").json()["kept"][0]["change"] is None
    old, new = raise_pay(assistant, papers)
    [kept] = anna.get("/api/kept").json()["kept"]
    assert f"{kept['conversation']}/{kept['turn']}" == name
    change = kept["change"]
    assert [each["quote"] for each in (*change["gone"], *change["come"])] == [old, new]
    assert change["come"][0]["file"] == "hr/pay.txt"
    assert anna.post(f"/api/kept/{name}/seen").status_code == 204
    assert anna.get("/api/kept").json()["kept"][0]["change"] is None
    assert anna.delete(f"/api/kept/{name}").status_code == 204
    assert anna.get("/api/kept").json() == {"kept": []}


@pytest.mark.parametrize("path", ["/kept", "/api/kept"])
def test_who_lost_the_right_is_shown_neither_the_old_words_nor_the_new(
    assistant, papers, anna, act_as, path
):
    anna.post(f"/kept/{asked(anna)}")
    quotes = raise_pay(assistant, papers)
    assert quotes[1] in anna.get(path).text
    act_as(Reader("anna"))
    hidden = (*quotes, "crowns", "pay.txt")
    assert not [word for word in hidden if word in anna.get(path).text]
    assistant.asking_again.ask()
    assert not [word for word in hidden if word in anna.get(path).text]


@pytest.mark.parametrize("root", ["/kept", "/api/kept"])
def test_nobody_else_keeps_sees_or_lets_go_a_question(app, anna, root):
    name, other = asked(anna), browser(app)
    assert other.post(f"{root}/{name}").status_code == 404
    anna.post(f"{root}/{name}")
    for method, path in (("DELETE", name), ("POST", f"{name}/seen")):
        theirs = other.request(method, f"{root}/{path}")
        missing = other.request(method, f"{root}/none/{path.partition('/')[2]}")
        assert (theirs.status_code, theirs.text) == (404, missing.text)
    assert "salary" not in other.get(root).text
    assert "salary" in anna.get(root).text


@pytest.mark.parametrize(("method", "more"), [("POST", ""), ("DELETE", ""), ("POST", "/seen")])
@pytest.mark.parametrize("root", ["/kept", "/api/kept"])
def test_a_page_of_another_origin_changes_nothing(anna, root, method, more):
    name = asked(anna)
    foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    if method == "DELETE" or more:
        anna.post(f"/kept/{name}")
    answer = anna.request(method, f"{root}/{name}{more}", headers=foreign)
    assert answer.status_code == 403
    assert len(anna.get("/api/kept").json()["kept"]) == int(method == "DELETE" or bool(more))


def test_with_too_many_kept_that_is_said(anna, monkeypatch):
    monkeypatch.setattr("assistant.kept.keeping.MOST_KEPT", 0)
    name = asked(anna)
    refused = anna.post(f"/kept/{name}")
    assert (refused.status_code, "no more can be" in refused.text) == (400, True)
    assert anna.post(f"/api/kept/{name}").status_code == 422
