"""Sharing a conversation by a link: who reads what, and that it ends."""

import json
import re

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.conversations.sharing import seen_of
from assistant.settings import Settings
from assistant.types import Answer, Citation, Question, Reader, Sentence, Turn
from index.library import open_library
from index.types import Document, Passage
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
ANNA, BEN = Reader("anna", frozenset({"hr"})), Reader("ben")
PROXY = {"sign_in": "header", "trusted_proxies": ["127.0.0.1/32"]}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    root = tmp_path_factory.mktemp("sharing")
    for name, text in (("hr/pay.txt", PAY), ("open/ferry.txt", FERRY)):
        (root / "papers" / name).parent.mkdir(parents=True)
        (root / "papers" / name).write_text(text)
    (root / "rules.toml").write_text(RULES)
    library = open_library(root / "home", FakeEmbedder(), create=True)
    library.sync([root / "papers"])
    made = Assistant(library, Settings(home=root / "home", rules=root / "rules.toml", threshold=0))
    yield made
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


@pytest.fixture
def talk(anna):
    """A conversation of one question, in Anna's browser."""
    form = {"question": "What is the salary of the captain?", "conversation": "new"}
    return anna.post("/api/ask", json=form).json()["conversation"]


def link(client, talk):
    """Shares a conversation, and returns the path of its link."""
    made = client.post(f"/conversations/{talk}/share")
    assert made.status_code == 200
    return re.search(r'data-shared="(shared/[\w-]{43})"', made.text)[1]


def test_who_has_the_link_reads_the_answer_with_its_sources(app, anna, talk):
    page = browser(app).get(f"/{link(anna, talk)}")
    assert page.status_code == 200
    assert "What is the salary of the captain?" in page.text
    cited = re.search(r'href="(c/[^"#]+)#quote"', page.text)[1]
    assert "900" in anna.get(f"/{cited}").text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"


def test_a_reader_who_may_not_see_a_source_is_told_so_and_not_which(app, anna, talk, act_as):
    path = f"/{link(anna, talk)}"
    act_as(BEN)
    page = browser(app).get(path)
    assert page.status_code == 200
    assert "Part of this answer is not shown" in page.text
    assert not [word for word in ("900", "crowns", "pay.txt", "/c/") if word in page.text]


def test_what_is_asked_later_is_not_shared_until_it_is_shared_too(anna, talk):
    path = f"/{link(anna, talk)}"
    later = {"question": "When does the ferry leave?", "conversation": talk}
    assert anna.post("/api/ask", json=later).status_code == 200
    assert "ferry" not in anna.get(path).text
    assert "Share the newer question too" in anna.get(f"/conversations/{talk}/share").text
    assert f"/{link(anna, talk)}" == path
    assert "When does the ferry leave?" in anna.get(path).text


def test_a_link_leads_nowhere_once_the_sharing_ends(anna, talk):
    path = f"/{link(anna, talk)}"
    assert anna.delete(f"/conversations/{talk}/share").status_code == 200
    gone, never = anna.get(path), anna.get(f"/shared/{'x' * 43}")
    assert (gone.status_code, gone.text) == (404, never.text)
    assert f"/{link(anna, talk)}" != path


@pytest.mark.parametrize("address", ["/conversations/{}", "/api/conversations/{}"])
def test_a_link_leads_nowhere_once_the_conversation_is_deleted(anna, talk, address):
    path = f"/{link(anna, talk)}"
    assert anna.delete(address.format(talk)).status_code == 204
    assert anna.get(path).status_code == 404


def test_a_link_leads_nowhere_once_its_owner_is_erased(assistant, anna):
    assistant.conversations.add(ANNA, "c8", Turn("t", "What is it?", None, True))
    path = f"/shared/{assistant.sharing.share(ANNA, 'c8').token}"
    assert anna.get(path).status_code == 200
    with assistant.audit.transaction() as connection:
        assistant.conversations.erase(connection, ANNA.name)
    assert anna.get(path).status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_nobody_else_shares_a_conversation_or_ends_that(app, anna, talk, method):
    path = f"/{link(anna, talk)}"
    other = browser(app)
    answer = other.request(method, f"/conversations/{talk}/share")
    missing = other.request(method, "/conversations/none/share")
    assert (answer.status_code, answer.text) == (404, missing.text)
    assert anna.get(path).status_code == 200
    assert other.get(f"/conversations/{talk}").status_code == 404


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_a_page_of_another_origin_shares_nothing(anna, talk, method):
    foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    answer = anna.request(method, f"/conversations/{talk}/share", headers=foreign)
    assert answer.status_code == 403
    assert "data-shared" not in anna.get(f"/conversations/{talk}/share").text


def test_a_link_is_read_only(app, anna, talk):
    path = f"/{link(anna, talk)}"
    page = browser(app).get(path)
    assert not re.findall(r"<(?:form|button|input|script)", page.text)
    assert [browser(app).request(m, path).status_code for m in ("POST", "PUT", "DELETE")] == [
        *(404, 404, 404)
    ]


def test_links_of_two_conversations_share_no_beginning(anna, talk):
    form = {"question": "When does the ferry leave?", "conversation": "new"}
    other = anna.post("/api/ask", json=form).json()["conversation"]
    first, second = link(anna, talk), link(anna, other)
    assert first[7:15] != second[7:15]
    for altered in (first[:-1], first[:-1] + "-", first.upper(), f"{first}x", "shared/%25"):
        assert anna.get(f"/{altered}").status_code == 404


def test_sharing_is_in_the_audit_record_without_the_link(assistant, anna, talk):
    path = link(anna, talk)
    anna.delete(f"/conversations/{talk}/share")
    kinds = [
        (entry.kind, json.loads(entry.content))
        for entry in assistant.audit.entries()
        if entry.content and "shared" in entry.kind
    ]
    *_, (shared, facts), (ended, _) = kinds
    assert (shared, ended) == ("conversation-shared", "conversation-unshared")
    assert facts["conversation"] == talk
    assert path[7:] not in str(kinds)


def test_who_is_not_signed_in_reads_no_shared_conversation(assistant):
    settings = Settings(**{**dict(assistant.settings), **PROXY})
    signed_in = Assistant(assistant.library, settings)
    answer = signed_in.answering.invoke(Question("What is the salary?", reader=ANNA))
    signed_in.conversations.add(ANNA, "c9", Turn("t", "What is it?", answer))
    token = signed_in.sharing.share(ANNA, "c9").token
    client = TestClient(build_app(signed_in), base_url="http://localhost")
    assert client.get(f"/shared/{token}").status_code == 401


def citation(number, name):
    text = f"The {name} is here."
    document = Document(name, f"{name}.txt", name, text, "en", (), (), f"v-{name}")
    return Citation(
        number, Passage(name, document, 0, len(text), text, (), None), 0, len(text), text
    )


def answer_of(*sentences, **more):
    cited = (citation(1, "open"), citation(2, "shut"))
    return Answer("Q?", "What of the shut Q?", sentences, cited, 0.9, True, **more)


def sees_open(basis):
    return all(document_id == "open" for document_id, _ in basis.versions)


@pytest.mark.parametrize(
    ("sentences", "more", "left"),
    [
        ((Sentence("A.", (1,)), Sentence("B.", (2,))), {}, ["A."]),
        ((Sentence("A and B.", (1, 2)),), {}, []),
        ((Sentence("A.", (1,)),), {"model": "some"}, []),
        ((Sentence("Nothing cited.", ()),), {}, []),
        ((Sentence("A.", (1,)),), {"remark": "2 of 9 documents say so:"}, ["A."]),
    ],
)
def test_of_an_answer_stay_the_sentences_whose_sources_are_all_seen(sentences, more, left):
    shown = seen_of(answer_of(*sentences, **more), sees_open)
    assert [each.text for each in shown.sentences] == left
    assert "shut" not in str(shown)
    assert shown.remark == ""
