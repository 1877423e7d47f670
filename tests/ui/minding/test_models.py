"""A language model of this machine: found, tried and switched on the page."""

import json
import re
from threading import Event

import pytest

from assistant.assistant import Assistant
from assistant.phrasing.house_models import HouseModel
from assistant.types import Question, Reader
from prompts.catalogues import wording
from tests.assistant.phrasing.test_phrasing import key_of
from tests.servers.chat_servers import serving
from tests.servers.web_serving import free_port
from tests.ui.minding.test_minding_routes import client_of
from ui.minding.model_trial import ModelTrials, Trial
from ui.minding.models_html import models_html

SUGGESTED = ("When does the ferry leave?",)


def worded(asked):
    """Words an answer of two sentences, one of them wrong."""
    key = key_of(asked["messages"][-1]["content"], "at nine")
    return [f"The ferry leaves at nine [{key}]. The ferry leaves at ten [{key}]."]


@pytest.fixture(params=["127.0.0.1"])
def client(tmp_path, request):
    (tmp_path / "papers" / "open").mkdir(parents=True)
    (tmp_path / "papers" / "open" / "ferry.txt").write_text("The ferry leaves at nine.")
    with client_of(tmp_path, request.param, threshold=0.1, perhaps=0.05) as client:
        yield client


@pytest.fixture
def server(client, monkeypatch):
    """A server with one model, where vLLM would be; the documents suggest one question."""
    with serving(worded) as server:
        server.models = json.dumps({"data": [{"id": "small<1>"}]}).encode()
        port = int(re.search(r":(\d+)/", server.url)[1])
        monkeypatch.setattr("ui.minding.model_trial.PLACES", {"vLLM": port})
        monkeypatch.setattr(Assistant, "suggestions", lambda *_: SUGGESTED)
        yield server


def page_after(client):
    for _ in range(1_000):
        shown = client.get("/mind")
        if "refresh" not in shown.headers:
            return shown.text
        Event().wait(0.02)
    raise TimeoutError


def test_nobody_is_asked_before_somebody_wants_to(client, server):
    page = client.get("/mind").text
    assert "Look for language models on this machine" in page
    assert "small" not in page
    assert "small&lt;1&gt;" in client.post("/mind/model/look").text


def test_it_is_tried_beside_the_answers_without_it_and_what_is_removed_is_shown(client, server):
    client.post("/mind/model/look")
    started = client.post("/mind/model/try/0")
    assert started.status_code == 200
    page = page_after(client)
    assert "Tried: small&lt;1&gt;" in page
    assert "When does the ferry leave?" in page
    assert "The ferry leaves at nine." in page
    assert "<del>The ferry leaves at ten.</del> (removed by the check)" in page
    assert client.assistant.worded_by == ""


def test_it_words_answers_once_it_is_switched_on_and_after_a_start(client, server):
    client.post("/mind/model/look")
    assert "openai:small&lt;1&gt; words the answers." in client.post("/mind/model/on/0").text
    assistant = client.assistant
    answer = assistant.answering.invoke(Question(SUGGESTED[0]))
    assert (answer.model, answer.text) == ("openai:small<1>", "The ferry leaves at nine.")
    again = Assistant(assistant.library, assistant.settings)
    assert again.answering.invoke(Question(SUGGESTED[0])).model == "openai:small<1>"
    [entry] = [each for each in assistant.audit.entries() if each.kind == "model-switched"]
    assert "openai:small<1>" in entry.content
    assert "words the answers." not in client.post("/mind/model/off").text
    assert assistant.answering.invoke(Question(SUGGESTED[0])).model == ""


def test_a_setting_is_not_changed_here(tmp_path):
    (tmp_path / "papers").mkdir()
    with client_of(
        tmp_path, chat_model="openai:x", chat_base_url="http://127.0.0.1:1/v1"
    ) as client:
        page = client.get("/mind").text
        assert "as TENKYO_CHAT_MODEL says" in page
        assert "mind/model" not in page


def test_where_there_is_none_it_says_who_was_asked(client, monkeypatch):
    monkeypatch.setattr("ui.minding.model_trial.look_for_models", lambda _: ())
    page = client.post("/mind/model/look").text
    assert (
        "None was found. Nobody answered as: Ollama (11434), llama.cpp (8080), vLLM (8000)" in page
    )


def test_what_was_not_found_can_be_neither_tried_nor_switched_on(client):
    for act in ("try", "on"):
        assert client.post(f"/mind/model/{act}/7").status_code == 200
    assert client.assistant.worded_by == ""


@pytest.mark.parametrize("client", ["0.0.0.0"], indirect=True)
@pytest.mark.parametrize("act", ["look", "try/0", "on/0", "off"])
def test_only_those_who_look_after_it_may(client, act):
    assert client.post(f"/mind/model/{act}").status_code == 404


def test_neither_the_operators_key_nor_a_word_goes_elsewhere(client, server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-operator")
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    client.post("/mind/model/look")
    client.post("/mind/model/on/0")
    answer = client.assistant.answering.invoke(Question(SUGGESTED[0]))
    assert answer.model == "openai:small<1>"
    [(headers, _)] = server.requests
    assert headers["authorization"] == "Bearer none"


def test_a_trial_is_shown_to_who_asked_for_it_alone(client, server):
    client.post("/mind/model/look")
    client.post("/mind/model/try/0")
    page_after(client)
    [entry] = [e for e in client.assistant.audit.entries() if e.kind == "model-tried"]
    assert "openai:small<1>" in entry.content
    model = HouseModel("vLLM", "openai:small", "http://127.0.0.1:1/v1")
    answer = client.assistant.answering.invoke(Question(SUGGESTED[0]))
    trials = ModelTrials(client.assistant)
    trials.found, trials.last = (model,), Trial(model, Reader("boss"), 1, ((answer, answer),))
    shown = [
        models_html(trials, reader, client.assistant, wording("en"))
        for reader in (Reader("boss"), Reader("it"))
    ]
    assert ["at nine" in each for each in shown] == [True, False]
