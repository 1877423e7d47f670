"""The HTTP API: asking, searching, documents, conversations, feedback."""

import json

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.commands.personal_data import People
from assistant.json_forms import answer_json, hits_json
from assistant.settings import Settings
from assistant.types import LOCAL_READER, REASONS, Exchange, Question, Reader, Turn
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from tests.servers.serving import BOAT, CABLE, FERRY, QUESTION, events, small_assistant
from ui.api.forms import FeedbackForm, QuestionForm
from ui.server import build_app


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    many = 10_000
    folder = tmp_path_factory.mktemp("api")
    with small_assistant(folder, questions_per_minute=many, requests_per_minute=many) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def client(assistant):
    with TestClient(build_app(assistant), base_url="http://localhost") as client:
        yield client


def ask(client, headers=None, **form):
    return client.post("/api/ask", json={"question": QUESTION, **form}, headers=headers)


def test_an_answer_is_that_of_the_command_line_to_the_byte(client, assistant):
    sent = ask(client, id="q 1")
    assert sent.text == answer_json("q 1", assistant.answering.invoke(Question(QUESTION)))
    assert sent.headers["content-type"] == "application/json"
    [citation, *_] = sent.json()["citations"]
    assert CABLE[citation["start"] : citation["end"]] == citation["quote"]


def test_hits_are_those_of_the_command_line_to_the_byte(client, assistant):
    sent = client.post("/api/search", json={"question": QUESTION, "top_k": 2})
    assert sent.text == hits_json(None, assistant.search(Question(QUESTION), 2))
    assert len(sent.json()["hits"]) == 2


def test_a_scope_is_kept_to_and_comes_back(client):
    hits = client.post("/api/search", json={"question": QUESTION, "scope": ["sea"]}).json()["hits"]
    assert {hit["file"] for hit in hits} == {"sea/ferry.md"}
    sent = ask(client, scope=["ferry.md"], conversation="new").json()
    assert sent["scope"] == ["sea/ferry.md"]
    assert {citation["file"] for citation in sent["citations"]} <= {"sea/ferry.md"}
    assert "scope" not in ask(client).json()


def test_a_scope_that_leads_nowhere_is_one_line(client):
    for scope, status in ((["Travel"], 422), (["x"] * 51, 422), ("sea", 422)):
        refused = ask(client, scope=scope)
        assert (refused.status_code, "\n" in refused.json()["error"]) == (status, False)
    assert "“Travel”" in ask(client, scope=["Travel"]).json()["error"]


def test_the_history_counts(client, assistant):
    history = [["What runs from Tokyo to Helsinki?", "The Arctic cable."]]
    sent = client.post("/api/ask", json={"question": "Who owns it?", "history": history}).json()
    question = Question("Who owns it?", (Exchange(*history[0]),))
    assert sent == json.loads(answer_json(None, assistant.answering.invoke(question)))
    assert sent != ask(client, question="Who owns it?").json()


@pytest.mark.parametrize("third", [(), (True,), (False,)])
def test_the_history_may_say_what_was_an_answer(third):
    form = QuestionForm.model_validate({"question": "Why?", "history": [["A?", "B.", *third]]})
    [exchange] = form.question_of(LOCAL_READER).history
    assert exchange == Exchange("A?", "B.", *third)


def test_a_refusal_is_an_answer(client):
    sent = ask(client, question="How many zebras live in Peru?")
    assert (sent.status_code, sent.json()["answered"]) == (200, False)


def test_events_grow_into_the_answer_and_end(client):
    sent = ask(client, {"accept": "text/event-stream"})
    found = events(sent.text)
    assert sent.headers["content-type"].startswith("text/event-stream")
    assert [kind for kind, _ in found][-2:] == ["answer", "done"]
    assert found[-1][1] == ask(client).json()


def test_what_fails_before_the_first_event_is_an_ordinary_error(client):
    sent = ask(client, {"accept": "text/event-stream"}, question=" ")
    assert sent.status_code == 422
    assert sent.json() == {
        "error": "The question is empty. Ask something, for example: What is this about?"
    }


def test_a_question_in_a_conversation_is_stored_and_goes_on(client):
    first = ask(client, conversation="new").json()
    again = ask(client, question="Who owns it?", conversation=first["conversation"]).json()
    found = client.get(f"/api/conversations/{first['conversation']}").json()
    assert again["conversation"] == first["conversation"]
    assert [turn["turn"] for turn in found["turns"]] == [first["turn"], again["turn"]]
    assert found["turns"][0]["answer"]["citations"] == first["citations"]


def test_events_of_a_conversation_end_with_its_id(client):
    found = events(ask(client, {"accept": "text/event-stream"}, conversation="new").text)
    stored = client.get(f"/api/conversations/{found[-1][1]['conversation']}")
    assert stored.json()["turns"][0]["turn"] == found[-1][1]["turn"]


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"question": ""}, 422, "The question is empty"),
        ({"question": "x" * 2_001}, 422, "2,001 characters, and the limit is 2,000"),
        ({"question": 5}, 422, "'question': Input should be a valid string"),
        ({"question": None}, 422, "'question'"),
        ({"history": [["only one"]]}, 422, "'history.0.1': Field required"),
        ({"history": "x"}, 422, "'history'"),
        ({"history": [["a", "b"]] * 101}, 422, "'history'"),
        ({"wrong": 1}, 422, "'wrong': Extra inputs are not permitted"),
        ({"conversation": "none"}, 404, "No conversation 'none' here"),
        ({"conversation": "new", "history": [["a", "b"]]}, 422, "not both"),
        ({"conversation": "x" * 81}, 422, "'conversation'"),
        ({"id": [1]}, 422, "'id"),
    ],
)
def test_a_wrong_question_is_one_line(client, form, status, said):
    sent = ask(client, **form)
    assert sent.status_code == status
    assert list(sent.json()) == ["error"]
    assert said in sent.json()["error"]
    assert "\n" not in sent.json()["error"]


@pytest.mark.parametrize("path", ["/api/ask", "/api/search"])
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"[]", 422),
        (b"null", 422),
        (b"\xff\xfe", 400),
        (b'{"question": "\\ud800"}', 422),
        (b'{"\\ud800": 1, "question": "a"}', 422),
        (b'{"question": "a", "history": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400),
        (b'{"question": "a", "id": ' + b"9" * 5_000 + b"}", 400),
    ],
)
def test_a_body_that_is_no_question_is_refused(client, path, body, status):
    sent = client.post(path, content=body, headers={"content-type": "application/json"})
    assert sent.status_code == status
    assert list(sent.json()) == ["error"]


@pytest.mark.parametrize("question", ["\x00", "a\x00b?", "‮cable", "𝕏" * 1_000, "' OR 1=1 --", "%s"])
def test_odd_questions_are_answered_or_refused(client, question):
    assert ask(client, question=question).status_code in (200, 422)


def test_a_body_that_is_too_large_is_refused(client):
    large = b'{"question": "' + b"x" * 1_000_000 + b'"}'
    headers = {"content-type": "application/json"}
    sent = client.post("/api/ask", content=large, headers=headers)
    piece_by_piece = client.post("/api/ask", content=iter([large]), headers=headers)
    assert (sent.status_code, piece_by_piece.status_code) == (413, 413)
    assert list(sent.json()) == list(piece_by_piece.json()) == ["error"]


def test_japanese_is_asked_and_answered(client):
    sent = client.post("/api/search", json={"question": "舟は何時に出ますか"}).json()
    assert sent["hits"][0]["text"] == BOAT


def test_documents_are_listed_page_by_page(client):
    first = client.get("/api/documents?limit=2").json()
    rest = client.get(f"/api/documents?limit=2&after={first['next']}").json()
    listed = [*first["documents"], *rest["documents"]]
    assert [each["file"] for each in listed] == ["cable.txt", "sea/ferry.md", "舟.txt"]
    assert (first["total"], rest["next"]) == (3, None)
    assert listed[1]["characters"] == len(FERRY)
    assert [each["remarks"] for each in listed] == [[], ["1 comment is not read"], []]


def test_a_document_is_read_whole_or_in_part(client):
    one = client.get("/api/documents").json()["documents"][1]
    at = f"/api/documents/{one['id']}"
    assert client.get(at).json() == {**one, "start": 0, "end": len(FERRY), "text": FERRY}
    part = client.get(f"{at}?start=2&end=9").json()
    assert (part["start"], part["end"], part["text"]) == (2, 9, "Ferries")
    for wrong in ("?start=5&end=2", "?start=99999"):
        assert client.get(at + wrong).json()["text"] == ""


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/documents/none", 404),
        ("/api/documents?after=none", 404),
        ("/api/documents?limit=0", 422),
        ("/api/documents?limit=1001", 422),
        ("/api/documents/%00?start=-1", 404),
        ("/api/documents/..%2f..%2fsecret", 404),
        (f"/api/documents/{'x' * 81}", 422),
        (f"/api/documents/{'x' * 5_000}", 404),
        ("/api/conversations/none", 404),
        ("/api/conversations/none/export", 404),
        ("/api/conversations?after=none", 404),
        ("/api", 404),
        ("/api/", 404),
        ("/api/none", 404),
        ("/api/ask", 405),
    ],
)
def test_what_is_not_there_is_one_line(client, path, status):
    sent = client.get(path)
    if path != "/api":
        assert list(sent.json()) == ["error"]
    assert sent.status_code == status


@pytest.mark.parametrize("path", ["/api/ask", "/api/search"])
@pytest.mark.parametrize("sent_id", ["\\ud83d", "x" * 1_001])
def test_an_id_that_cannot_come_back_is_refused(client, path, sent_id):
    body = f'{{"question": "{QUESTION}", "id": "{sent_id}"}}'
    sent = client.post(path, content=body, headers={"content-type": "application/json"})
    assert (sent.status_code, list(sent.json())) == (422, ["error"])


@pytest.fixture
def talk(assistant, client):
    return ask(client, conversation="new").json()


def test_conversations_are_listed_found_and_continued(client, talk):
    listed = client.get("/api/conversations?search=arctic&limit=1").json()
    assert listed["conversations"][0]["id"] == talk["conversation"]
    assert listed["conversations"][0]["title"] == QUESTION
    assert listed["next"] == talk["conversation"]
    more = client.get(f"/api/conversations?limit=1000&after={listed['next']}").json()
    assert talk["conversation"] not in [each["id"] for each in more["conversations"]]
    assert more["next"] is None


def test_a_conversation_is_renamed_exported_and_deleted(client, talk):
    at = f"/api/conversations/{talk['conversation']}"
    assert client.patch(at, json={"title": "ケーブル"}).status_code == 204
    assert client.get(at).json()["title"] == "ケーブル"
    for form, kind in (("md", "markdown"), ("html", "html"), ("json", "json")):
        sent = client.get(f"{at}/export?format={form}")
        assert kind in sent.headers["content-type"]
        assert "Tokyo to Helsinki" in sent.text
    assert client.get(f"{at}/export?format=exe").status_code == 422
    assert client.delete(at).status_code == 204
    assert client.get(at).status_code == client.delete(at).status_code == 404


@pytest.mark.parametrize("title", ["", " ", "\x00", "x" * 1_001])
def test_a_title_that_cannot_be_is_refused(client, talk, title):
    at = f"/api/conversations/{talk['conversation']}"
    assert client.patch(at, json={"title": title}).status_code == 422


def test_nothing_of_another_reader_is_found(client, assistant):
    assistant.conversations.add(Reader("ben"), "c2", Turn("t2", "A secret?", None, True))
    at = "/api/conversations/c2"
    assert "secret" not in client.get("/api/conversations?search=secret").text
    assert client.get("/api/conversations?after=c2").status_code == 404
    assert client.get(at).status_code == client.get(f"{at}/export").status_code == 404
    assert client.patch(at, json={"title": "Mine"}).status_code == 404
    assert client.delete(at).status_code == 404
    assert ask(client, conversation="c2").status_code == 404
    feedback = {"conversation": "c2", "turn": "t2", "helpful": True}
    assert client.post("/api/feedback", json=feedback).status_code == 404


@pytest.mark.parametrize("address", ["/api/conversations", "/conversations"])
@pytest.mark.parametrize(("words", "status"), [("ﷺ" * 11, 200), ("ﷺ" * 12, 422), ("x" * 201, 422)])
def test_words_to_search_conversations_for_count_as_folded(client, address, words, status):
    sent = client.get(address, params={"search": words})
    assert sent.status_code == status
    assert status == 200 or address != "/conversations" or "Look for fewer words" in sent.text


def test_a_verdict_is_stored(client, assistant, talk):
    place = {"conversation": talk["conversation"], "turn": talk["turn"]}
    form = {**place, "helpful": False, "reason": "wrong source", "comment": "いいえ"}
    assert client.post("/api/feedback", json=form).status_code == 204
    stored = assistant.ratings()[-1]
    assert (stored.question, stored.helpful, stored.reason) == (QUESTION, False, "wrong source")
    found = client.get(f"/api/conversations/{talk['conversation']}").json()
    assert found["turns"][0]["helpful"] is False


def test_a_verdict_is_kept_as_that_of_whoever_the_key_acts_for(client, assistant):
    headers = {"authorization": f"Bearer {assistant.keys.add(Reader('anna'))}"}
    asked = {"question": QUESTION, "conversation": "new"}
    sent = client.post("/api/ask", json=asked, headers=headers).json()
    place = {"conversation": sent["conversation"], "turn": sent["turn"]}
    form = {**place, "helpful": True, "comment": "From Anna"}
    assert client.post("/api/feedback", json=form, headers=headers).status_code == 204
    people = People(assistant.library.records, assistant.settings)
    assert [each.comment for each in people.data_of("anna").ratings] == ["From Anna"]
    assert people.erase("anna").ratings == 1
    assert "From Anna" not in [each.comment for each in assistant.ratings()]


def test_a_question_without_an_answer_cannot_be_rated(client, assistant, talk):
    assistant.conversations.add(
        LOCAL_READER, talk["conversation"], Turn("stopped", "A?", None, True)
    )
    form = {"conversation": talk["conversation"], "turn": "stopped", "helpful": True}
    sent = client.post("/api/feedback", json=form)
    assert (sent.status_code, list(sent.json())) == (409, ["error"])


def test_the_reasons_are_those_of_the_chat():
    offered = FeedbackForm.model_json_schema()["properties"]["reason"]["enum"]
    assert offered == ["", *REASONS]


def test_nothing_indexed_is_said(tmp_path):
    library = open_library(tmp_path / "home", FakeEmbedder(), create=True)
    with TestClient(build_app(Assistant(library, Settings())), base_url="http://localhost") as new:
        sent = ask(new)
        assert new.get("/api/documents").json() == {"documents": [], "total": 0, "next": None}
    library.close()
    assert sent.status_code == 503
    assert sent.headers["retry-after"] == "1"
    assert "tenkyo index" in sent.json()["error"]


def test_the_api_can_be_switched_off(tmp_path):
    with small_assistant(tmp_path, api="off") as off:
        client = TestClient(build_app(off), base_url="http://localhost")
        assert ask(client).status_code in (404, 405)
        assert client.get("/api/documents").status_code == 404
        assert client.post("/mcp", json={}).status_code in (404, 405)


def test_the_description_holds_every_route(client):
    described = json.loads(client.get("/api/openapi.json").text)
    assert set(described["paths"]) == {
        *("/api/ask", "/api/search", "/api/feedback", "/api/documents", "/api/conversations"),
        *("/api/documents/{document_id}", "/api/conversations/{conversation_id}"),
        *("/api/conversations/{conversation_id}/export", "/v1/chat/completions"),
        *("/v1/models", "/v1/models/{name}", "/v1/responses"),
        *("/api/kept", "/api/kept/{conversation_id}/{turn}"),
        "/api/kept/{conversation_id}/{turn}/seen",
    }
    assert "HTTPValidationError" not in json.dumps(described)
