"""Language models over the wire: a server that answers, fails, dawdles, lies and hangs up."""

import socket
import subprocess
import sys
from contextlib import closing

import pytest
from langchain_core.prompts import ChatPromptTemplate

from assistant.phrasing.language_models import (
    LanguageModel,
    ModelLimits,
    language_model,
    open_model,
)
from assistant.phrasing.model_failures import FailureKind, ModelFailure
from assistant.settings import Settings
from tests.servers.chat_servers import serving

PATIENT = ModelLimits(first_token=60, total=90, retries=2, pause=0.05)


PROMPT = ChatPromptTemplate.from_messages([("system", "{rules}"), ("human", "{request}")])


def said(rules, request):
    """Return a prompt that is these two messages, and the values of its variables."""
    return PROMPT, {"rules": rules, "request": request}


@pytest.fixture(autouse=True)
def no_keys(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def settings(url="http://127.0.0.1:1/v1", **others):
    return Settings(**{"chat_model": "openai:m", "chat_base_url": url, **others})


def model(url, limits=PATIENT):
    return LanguageModel("openai:m", lambda: open_model(settings(url)), limits)


def failure(url, limits=PATIENT):
    with pytest.raises(ModelFailure) as caught:
        "".join(model(url, limits).stream(*said("rules", "request")))
    return caught.value


def test_without_a_setting_there_is_no_model():
    assert language_model(Settings()) is None


def test_without_a_setting_nothing_heavy_is_imported():
    code = (
        "import sys, assistant.answers.chain, assistant.phrasing.phrasing\n"
        "print(*(name in sys.modules for name in ('langchain', 'openai', 'langchain_openai')))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False"] * 3


def test_what_the_server_writes_comes_piece_by_piece():
    with serving(["The ", "cable ", "runs."]) as server:
        pieces = [piece for piece in model(server.url).stream(*said("rules", "request")) if piece]
    assert pieces == ["The ", "cable ", "runs."]


def test_the_request_is_cold_limited_and_holds_the_prompt():
    with serving(["Yes."]) as server:
        "".join(model(server.url).stream(*said("the rules", "the request")))
    [(headers, body)] = server.requests
    assert (body["temperature"], body["stream"], body["max_tokens"]) == (0, True, 600)
    assert [m["content"] for m in body["messages"]] == ["the rules", "the request"]
    assert headers["authorization"] == "Bearer none"


def test_the_key_is_sent():
    with serving(["Yes."]) as server:
        opened = open_model(settings(server.url, chat_api_key="secret-1"))
        "".join(LanguageModel("m", lambda: opened, PATIENT).stream(*said("a", "b")))
    assert server.requests[0][0]["authorization"] == "Bearer secret-1"


def test_the_usual_variable_of_the_provider_is_asked_for_a_key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "usual")
    with serving(["Yes."]) as server:
        "".join(model(server.url).stream(*said("a", "b")))
    assert server.requests[0][0]["authorization"] == "Bearer usual"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(status):
    with serving(status, status, ["Yes."]) as server:
        assert "".join(model(server.url).stream(*said("a", "b"))) == "Yes."
    assert len(server.requests) == 3


def test_a_server_that_stays_broken_is_given_up():
    with serving(500) as server:
        found = failure(server.url)
    assert found.kind is FailureKind.FAILED
    assert "status 500" in str(found)
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("status", "said"), [(401, "TENKYO_CHAT_API_KEY"), (404, "has no model 'openai:m'")]
)
def test_what_cannot_pass_is_not_tried_again(status, said):
    with serving(status) as server:
        assert said in str(failure(server.url))
    assert len(server.requests) == 1


def test_nobody_listening_is_told_with_the_remedy():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = failure(f"http://127.0.0.1:{port}/v1")
    assert found.kind is FailureKind.UNREACHABLE
    assert "TENKYO_CHAT_BASE_URL" in str(found)
    assert "\n" not in str(found)


def test_a_server_that_dies_while_it_writes_fails_and_is_not_asked_again():
    with serving(["The cable ", None]) as server:
        assert failure(server.url).kind in (FailureKind.UNREACHABLE, FailureKind.FAILED)
    assert len(server.requests) == 1


def test_a_web_page_is_no_answer():
    with serving("<!doctype html><html><body>Hello</body></html>") as server:
        assert failure(server.url).kind is FailureKind.FAILED


def test_the_first_words_have_a_limit():
    with serving([30, "late"]) as server:
        # It loads the package of the provider, so that only the words are waited for.
        open_model(settings(server.url))
        found = failure(server.url, ModelLimits(first_token=2, total=60))
        assert server.closed.wait(20)
    assert found.kind is FailureKind.LATE
    assert "first words" in str(found)


def test_all_of_an_answer_has_a_limit():
    with serving(["a ", *([0.1, "b "] * 100)]) as server:
        found = failure(server.url, ModelLimits(first_token=60, total=0.8))
    assert found.kind is FailureKind.LATE
    assert "All of an answer" in str(found)


@pytest.mark.parametrize("pieces", [[30, "late"], ["one ", 30, "late"]])
def test_closing_the_stream_closes_the_connection_while_the_server_still_writes(pieces):
    with serving(pieces) as server:
        open_model(settings(server.url))
        with closing(model(server.url).stream(*said("a", "b"))) as stream:
            while not server.requests:
                next(stream)
            next(stream)
        assert server.closed.wait(20)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("qwen3", "write PROVIDER:NAME"),
        (":x", "write PROVIDER:NAME"),
        ("nobody:x", "the provider 'nobody' refuses it"),
        ("mistralai:x", "pip install langchain-mistralai"),
    ],
)
def test_a_model_that_cannot_be_opened_says_what_to_do(name, said):
    with pytest.raises(ModelFailure, match=said) as caught:
        open_model(settings(chat_model=name))
    assert caught.value.kind is FailureKind.UNUSABLE
    assert repr(name) in str(caught.value)


def test_ollama_is_told_the_size_of_the_context():
    opened = open_model(settings("http://127.0.0.1:1", chat_model="ollama:x", chat_context=5_000))
    assert (opened.num_ctx, opened.num_predict, opened.temperature) == (5_000, 600, 0)


def test_the_key_is_never_shown():
    assert "secret-1" not in repr(settings(chat_api_key="secret-1"))
