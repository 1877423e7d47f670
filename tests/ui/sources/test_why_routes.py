"""The form that asks why a passage was not found, through all that stands in front of it."""

from contextlib import closing

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from ui.server import build_app

NINE = "The ferry to the island leaves at nine."
BOATS = 'A boat goes over to the rock later. <b>Mind</b> the "gap".'
LEAVES = "When does the ferry to the island leave?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    base = tmp_path_factory.mktemp("why")
    (base / "papers").mkdir()
    (base / "papers/times.txt").write_text(NINE)
    (base / "papers/boats.txt").write_text(BOATS)
    with closing(open_library(base / "home", FakeEmbedder(), create=True)) as library:
        library.sync([base / "papers"])
        yield Assistant(library, Settings(home=base / "home", threshold=0.01))


@pytest.fixture(scope="module")
def client(assistant):
    with TestClient(build_app(assistant), base_url="http://localhost") as client:
        yield client


def address(assistant, path):
    return next(f"/documents/{d.id}/why" for d in assistant.library.documents() if d.path == path)


def test_the_form_is_led_to_from_the_document_and_from_a_quote(client, assistant):
    place = address(assistant, "boats.txt")
    assert f'"{place[1:]}"' in client.get(place.removesuffix("/why")).text
    form = client.get(f"{place}?span=0-6")
    assert (form.status_code, form.headers["referrer-policy"]) == (200, "same-origin")
    assert '<mark id="quote">A boat</mark>' in form.text


def test_it_says_what_came_first_and_keeps_what_was_typed(client, assistant):
    typed = {"question": LEAVES, "passage": "a boat goes over"}
    told = client.post(address(assistant, "boats.txt"), data=typed)
    assert told.status_code == 200
    assert "other passages came first" in told.text
    assert NINE in told.text
    assert f'value="{LEAVES}"' in told.text
    assert "a boat goes over</textarea>" in told.text
    assert "<b>Mind</b>" not in told.text


def test_a_question_is_on_record_but_in_no_address(client, assistant):
    before = len(list(assistant.audit.entries()))
    asked = client.post(address(assistant, "times.txt"), data={"question": LEAVES})
    assert "It is cited" in asked.text
    [entry] = list(assistant.audit.entries())[before:]
    assert '"via":"why"' in entry.content.replace(" ", "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "The question is empty"),
        ({"question": "x" * 3_000}, "The question is empty or over"),
        ({"question": LEAVES, "passage": "0-9999"}, "not in the document"),
    ],
)
def test_what_cannot_be_asked_is_said_above_the_form(client, assistant, typed, told):
    answer = client.post(address(assistant, "times.txt"), data=typed)
    assert answer.status_code == 422
    assert told in answer.text
    assert "<textarea" in answer.text


def test_no_other_page_can_send_the_form(client, assistant):
    place = address(assistant, "times.txt")
    for origin in ("https://elsewhere.example", "null"):
        sent = client.post(place, data={"question": LEAVES}, headers={"origin": origin})
        assert sent.status_code == 403
    own = client.post(place, data={"question": LEAVES}, headers={"origin": "http://localhost"})
    assert own.status_code == 200
