"""Alive, ready, counted: what the three routes say, and to whom."""

from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import LOCAL_READER
from index.errors import HomeError, UsageError
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from ui.operations.health import Readiness, may_read, networks
from ui.operations.metrics import Metrics, route_of
from ui.server import build_app
from ui.service.service import Service

HERE = ("127.0.0.1", 5_000)


@pytest.fixture
def assistant(tmp_path):
    library = open_library(tmp_path / "home", FakeEmbedder(), create=True)
    yield Assistant(library, Settings(home=tmp_path / "home", metrics_from=("10.1.0.0/16",)))
    library.close()


@pytest.fixture
def filled(assistant, folder):
    (folder / "cable.txt").write_text("A cable crosses the Arctic sea.")
    assistant.library.sync([folder])
    return assistant


def client_of(assistant, client=HERE):
    return TestClient(build_app(assistant), base_url="http://localhost", client=client)


def test_a_server_without_documents_is_alive_and_not_ready(assistant):
    client = client_of(assistant)
    assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "ok")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "nothing is indexed")


def test_a_server_with_documents_is_ready(filled):
    answer = client_of(filled).get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ready")


def test_an_index_that_cannot_be_opened_is_told_without_its_place(filled, monkeypatch):
    def damaged():
        raise HomeError("'/secret/place' cannot be used")

    monkeypatch.setattr(filled.library, "warm", damaged)
    answer = client_of(filled).get("/readyz")
    assert (answer.status_code, answer.text) == (503, "the index cannot be opened")


def test_readiness_is_looked_at_once_in_a_while(filled):
    readiness = Readiness(filled)
    readiness.problem()
    embedded = len(filled.library.embedder.embedded)
    assert {readiness.problem() for _ in range(9)} == {""}
    assert len(filled.library.embedder.embedded) == embedded


@pytest.mark.parametrize(
    ("client", "headers", "status"),
    [
        (HERE, {}, 200),
        (("::1", 1), {}, 200),
        (("10.1.2.3", 1), {}, 200),
        (("10.2.2.3", 1), {}, 403),
        (("not-an-address", 1), {}, 403),
        (HERE, {"X-Forwarded-For": "8.8.8.8"}, 403),
        (HERE, {"Forwarded": "for=8.8.8.8"}, 403),
    ],
)
def test_the_counters_are_for_this_machine_and_listed_addresses(assistant, client, headers, status):
    assert client_of(assistant, client).get("/metrics", headers=headers).status_code == status


@pytest.mark.parametrize("client", ["127.0.0.1", "::1"])
def test_from_a_proxy_that_signs_readers_in_the_counters_are_not_read(client):
    proxies = networks(["127.0.0.1", "::1"])
    assert may_read(client, {}, ())
    assert not may_read(client, {}, (), proxies)
    assert may_read(client, {}, networks([client]), proxies)


def test_no_name_or_text_is_counted(filled):
    client = client_of(filled)
    client.get("/conversations?search=SECRET")
    client.get("/documents/SECRET")
    client.get("/SECRET")
    client.request("SECRET", "/")
    text = client.get("/metrics").text
    assert "SECRET" not in text
    assert 'tenkyo_request_seconds_count{method="GET",route="documents",status="404"} 1.0' in text
    assert "process_resident_memory_bytes" in text


def asked(assistant, question, metrics):
    from ui.chat.gradio_app import Chat

    state = SimpleNamespace(reader=LOCAL_READER)
    request = SimpleNamespace(headers={}, query_params={}, state=state)
    return Chat(Service(assistant), metrics, pause=0).turn({"key": "t1", "text": question}, request)


def outcomes(metrics):
    lines = metrics.text().decode().splitlines()
    return {line for line in lines if line.startswith("tenkyo_answers_total")}


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("Hello!", "remark"),
        ("Who won the football match?", "refused"),
        ("x" * 9_999, "failed"),
    ],
)
def test_what_became_of_a_question_is_counted(filled, question, outcome):
    metrics = Metrics()
    list(asked(filled, question, metrics))
    assert outcomes(metrics) == {f'tenkyo_answers_total{{outcome="{outcome}"}} 1.0'}
    assert "tenkyo_answer_seconds_count 1.0" in metrics.text().decode()
    assert "tenkyo_questions_in_progress 0.0" in metrics.text().decode()


def test_an_answer_that_is_left_counts_as_stopped(filled):
    metrics = Metrics()
    stream = asked(filled, "Hello!", metrics)
    next(stream), next(stream)
    stream.close()
    assert outcomes(metrics) == {'tenkyo_answers_total{outcome="stopped"} 1.0'}


@pytest.mark.parametrize(
    ("path", "route"),
    [("/", "page"), ("", "page"), ("/c/d/v", "c"), ("/ui/chat.css", "ui"), ("/%00/x", "other")],
)
def test_a_path_counts_under_one_of_a_few_words(path, route):
    assert route_of(path) == route


@pytest.mark.parametrize("listed", ["", "host.example", "10.0.0.0/99", "1.2.3"])
def test_what_is_no_address_is_refused_by_name(listed):
    with pytest.raises(UsageError, match="TENKYO_METRICS_FROM"):
        networks([listed])


def test_without_a_list_only_this_machine_may_read():
    assert may_read("127.0.0.9", {}, ())
    assert not may_read("192.168.0.1", {}, ())
