"""Traces as a receiver of OTLP gets them: which steps, and not a word of what was asked."""

import sys
import threading
import time
from types import SimpleNamespace

import httpx2
import pytest
from fastapi.testclient import TestClient
from mcp import Client
from mcp.server import MCPServer
from opentelemetry.sdk.trace.export import SpanExportResult
from opentelemetry.trace import get_current_span, get_tracer_provider

from assistant.settings import Settings
from assistant.tracing.spans import step, within
from assistant.types import Reader
from index.errors import UsageError
from tests.servers.chat_client import ask_over_http
from tests.servers.chat_servers import serving as serving_model
from tests.servers.serving import QUESTION, running, small_assistant
from tests.servers.trace_receiver import facts, trace_receiver
from ui.api.tools import serve_on_stdio
from ui.operations import otlp
from ui.operations.otlp import otlp_traces
from ui.operations.traced_requests import traces_of
from ui.server import build_app, serve

HIDDEN = ("Arctic", "Helsinki", "cable", "ferry", "papers", "Wilhelmina", "舟")
"""What stands in questions, documents, paths, and the name of a reader."""
CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"


@pytest.fixture(scope="module", autouse=True)
def sent_at_once():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(otlp, "_OFTEN", 20)
        yield


@pytest.fixture(scope="module")
def received():
    with trace_receiver() as (received, address):
        received.address = address
        yield received


@pytest.fixture(scope="module")
def assistant(tmp_path_factory, received):
    with small_assistant(
        tmp_path_factory.mktemp("traced"), questions_per_minute=600, traces=received.address
    ) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def address(assistant):
    with (
        traces_of(assistant.settings) as traces,
        running(build_app(assistant, traces=traces)) as address,
    ):
        yield address


@pytest.fixture(autouse=True)
def anew(received):
    received.bodies.clear()


def nothing_told(received):
    sent = b"".join(received.bodies)
    assert sent
    return not [word for word in HIDDEN if word.encode() in sent]


def test_an_answer_over_the_api_is_a_step_of_its_request_and_tells_no_contents(address, received):
    httpx2.post(f"{address}/api/ask", json={"question": QUESTION}, timeout=90)
    request = received.named("POST /api/ask")
    answer = received.named("invoke_workflow tenkyo")
    assert received.chain(received.named("retrieval")) == [
        *("retrieval", "invoke_workflow tenkyo", "POST /api/ask")
    ]
    assert received.chain(received.named("tenkyo.read"))[1:] == received.chain(answer)
    assert facts(request) == {
        "http.request.method": "POST",
        "url.scheme": "http",
        "http.route": "/api/ask",
        "http.response.status_code": 200,
    }
    assert facts(answer)["gen_ai.operation.name"] == "invoke_workflow"
    assert facts(answer)["tenkyo.outcome"] == "answered"
    assert nothing_told(received)


def test_a_search_is_a_retrieval_by_its_convention(address, received):
    httpx2.post(f"{address}/api/search", json={"question": QUESTION}, timeout=90)
    request, search = received.named("POST /api/search"), received.named("retrieval")
    assert received.chain(search) == ["retrieval", "POST /api/search"]
    assert (request.kind, search.kind) == (request.SPAN_KIND_SERVER, search.SPAN_KIND_INTERNAL)
    assert facts(search)["gen_ai.operation.name"] == "retrieval"
    assert facts(search)["tenkyo.retrieval.candidates"] > 0
    assert nothing_told(received)


def test_a_question_in_the_chat_is_a_step_of_the_request_that_joined_the_queue(address, received):
    ask_over_http(address, QUESTION)
    chain = received.chain(received.named("retrieval"))
    assert chain == ["retrieval", "invoke_workflow tenkyo", "POST /gradio_api/queue/join"]
    assert nothing_told(received)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_tool_is_a_step_of_its_message(address, received, mode):
    async with Client(f"{address}/mcp", mode=mode) as client:
        await client.call_tool("ask", {"question": QUESTION})
        await client.call_tool("find", {"words": "Arctic cable"})
    tool = received.named("tools/call ask")
    received.named("POST /mcp")
    assert received.chain(received.named("retrieval"))[1:] == [
        *("invoke_workflow tenkyo", "tools/call ask", "POST /mcp")
    ]
    assert facts(tool)["gen_ai.operation.name"] == "execute_tool"
    assert facts(tool)["gen_ai.tool.name"] == "ask"
    assert nothing_told(received)


async def test_what_a_tool_says_of_an_error_is_not_told(address, received):
    async with Client(f"{address}/mcp", mode="auto") as client:
        await client.call_tool("ask", {"question": "Helsinki?", "scope": ["ferry to Wilhelmina"]})
        await client.call_tool("Wilhelmina", {"question": "Helsinki?"})
    failed = received.named("tools/call ask")
    unknown = received.named("tools/call")
    assert facts(failed)["error.type"] == "tool_error"
    assert (failed.status.code, failed.status.message) == (failed.status.STATUS_CODE_ERROR, "")
    assert "gen_ai.tool.name" not in facts(unknown)
    assert nothing_told(received)


def test_a_path_is_told_by_its_template(address, received, assistant):
    document = next(assistant.library.documents())
    httpx2.get(f"{address}/documents/{document.id}?quote=Helsinki", timeout=90)
    httpx2.get(f"{address}/Wilhelmina/ferry", timeout=90)
    span = received.named("GET /documents/{document_id}")
    assert facts(span)["http.response.status_code"] == 200
    assert nothing_told(received)
    assert document.id.encode() not in b"".join(received.bodies)


def test_probes_and_refused_requests_are_no_steps(address, received):
    for path in ("healthz", "readyz", "metrics", "ui/page.css"):
        httpx2.get(f"{address}/{path}", timeout=90)
    httpx2.get(f"{address}/api/documents", headers={"host": "evil.example"}, timeout=90)
    httpx2.get(f"{address}/api/documents", timeout=90)
    received.named("GET /api/documents")
    assert len(received.spans) == 1


def test_nobody_but_who_is_signed_in_says_of_which_trace_a_request_is(address, received, assistant):
    asked = {"question": QUESTION}
    headers = {"traceparent": CALLER, "tracestate": "x=Wilhelmina", "baggage": "y=Wilhelmina"}
    httpx2.post(f"{address}/api/search", json=asked, headers=headers, timeout=90)
    span = received.named("POST /api/search")
    assert (span.trace_id.hex(), span.parent_span_id) != (CALLER[3:35], b"")
    assert span.parent_span_id == b""
    received.bodies.clear()
    headers["authorization"] = f"Bearer {assistant.keys.add(Reader('Wilhelmina'), ['search'])}"
    httpx2.post(f"{address}/api/search", json=asked, headers=headers, timeout=90)
    span = received.named("POST /api/search")
    assert (span.trace_id.hex(), span.parent_span_id.hex()) == (CALLER[3:35], CALLER[36:52])
    assert span.trace_state == ""
    assert nothing_told(received)


def test_contents_are_told_where_the_settings_say_so(assistant):
    with (
        trace_receiver() as (received, receiver),
        otlp_traces(receiver, contents=True) as traces,
        running(build_app(assistant, traces=traces)) as address,
    ):
        httpx2.post(f"{address}/api/search", json={"question": QUESTION}, timeout=90)
        found = facts(received.named("retrieval"))
    assert found["gen_ai.retrieval.query.text"] == QUESTION
    assert found["gen_ai.retrieval.documents"].startswith('[{"id": ')


def test_a_language_model_is_a_step_without_what_it_reads_and_writes(tmp_path):
    with (
        serving_model(["The Arctic cable runs from Tokyo to Helsinki [1].", 0.05]) as model,
        trace_receiver() as (received, receiver),
        otlp_traces(receiver, contents=False) as traces,
        small_assistant(
            tmp_path, chat_model="openai:Modell-1", chat_base_url=model.url
        ) as assistant,
        running(build_app(assistant, traces=traces)) as address,
    ):
        httpx2.post(f"{address}/api/ask", json={"question": QUESTION}, timeout=90)
        received.named("POST /api/ask")
        span = received.named("chat Modell-1")
        assert received.chain(span)[1:] == ["invoke_workflow tenkyo", "POST /api/ask"]
        assert span.kind == span.SPAN_KIND_CLIENT
        assert facts(span)["gen_ai.provider.name"] == "openai"
        assert facts(span)["gen_ai.request.model"] == "Modell-1"
        assert nothing_told(received)


def test_a_fault_is_told_by_its_kind_alone(assistant, monkeypatch):
    def broken(*_):
        raise RuntimeError("the ferry of Wilhelmina")

    monkeypatch.setattr(assistant, "search", broken)
    with (
        trace_receiver() as (received, receiver),
        otlp_traces(receiver, contents=False) as traces,
        running(build_app(assistant, traces=traces)) as address,
    ):
        httpx2.post(f"{address}/api/search", json={"question": QUESTION}, timeout=90)
        span = received.named("POST /api/search")
        assert facts(span)["error.type"] == "RuntimeError"
        assert not span.events
        assert nothing_told(received)


def nothing_left_to_send():
    for thread in threading.enumerate():
        if thread.name == "last traces":
            thread.join(10)


@pytest.mark.parametrize("away", ["refuses", "fails", "hangs"])
def test_a_receiver_that_is_away_costs_nothing_but_a_moment_at_the_end(away, caplog):
    with trace_receiver() as (received, receiver):
        received.status = 503
        if away == "hangs":
            received.hold.clear()
        place = "http://127.0.0.1:9" if away == "refuses" else receiver
        began = time.monotonic()
        with otlp_traces(place, contents=False) as traces:
            for _ in range(300):
                traces.around().begin("retrieval", {}).end()
        assert time.monotonic() - began < 20  # one that hangs does so for 30
    nothing_left_to_send()
    assert caplog.text.count("Traces cannot be sent") <= 1
    assert "retrieval" not in caplog.text


def test_that_traces_cannot_be_sent_and_that_they_can_again_is_said_once_each(caplog):
    failed, sent = SpanExportResult.FAILURE, SpanExportResult.SUCCESS
    results = iter([sent, failed, failed, sent, sent])
    telling = otlp._Telling(SimpleNamespace(export=lambda _spans: next(results)))
    for _ in range(5):
        telling.export([])
    assert [record.message.split()[1] for record in caplog.records] == ["cannot", "are"]


def test_without_a_receiver_nothing_is_traced_and_nothing_of_it_imported():
    with traces_of(Settings(home="x")) as traces:
        assert traces is None


def test_what_is_not_installed_is_named_in_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "ui.operations.otlp", None)
    with pytest.raises(UsageError, match=r"pip install 'tenkyo\[traces\]'"):
        traces_of(Settings(home="x", traces="http://127.0.0.1:4318"))


@pytest.mark.parametrize(
    ("named", "path"),
    [("", "/v1/traces"), ("/", "/v1/traces"), ("/otel/v1/traces", "/otel/v1/traces")],
)
def test_an_address_without_a_path_gets_that_of_the_protocol(named, path):
    with trace_receiver() as (received, receiver):
        settings = Settings(home="x", traces=f"{receiver}{named}")
        with traces_of(settings) as traces:
            traces.around().begin("retrieval", {}).end()
        received.named("retrieval")
    assert received.paths == [path]


def test_no_other_library_finds_what_makes_the_spans():
    with trace_receiver() as (_, receiver), otlp_traces(receiver, contents=False) as traces:
        with within(traces.around()), step("retrieval", {}):
            assert not get_current_span().is_recording()
        assert not get_tracer_provider().get_tracer("x").start_span("x").is_recording()


def test_nobody_but_the_receiver_is_contacted(monkeypatch):
    with trace_receiver() as (other, elsewhere), trace_receiver() as (received, receiver):
        monkeypatch.setenv("HTTP_PROXY", elsewhere)
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", elsewhere)
        received.status, received.location = 307, f"{elsewhere}/v1/traces"
        with otlp_traces(receiver, contents=False) as traces:
            traces.around().begin("retrieval", {}).end()
        received.named("retrieval")
    assert other.bodies == []


def test_a_program_that_speaks_on_stdio_is_traced_too(assistant, received, monkeypatch):
    def run(server, transport):
        with step(f"resources/read {transport}", {}):
            pass

    monkeypatch.setattr(MCPServer, "run", run)
    serve_on_stdio(assistant)
    received.named("resources/read stdio")


def test_what_is_served_is_traced(assistant, received, monkeypatch):
    def run(server, sockets):
        client = TestClient(server.config.app, base_url="http://127.0.0.1")
        client.post("/api/search", json={"question": QUESTION})

    monkeypatch.setattr("ui.server._Server.run", run)
    monkeypatch.setattr("ui.server.set_up_logs", lambda _: None)
    monkeypatch.setattr("ui.server._TURN_SECONDS", sys.getswitchinterval())
    serve(assistant, "127.0.0.1", 0)
    received.named("POST /api/search")
    received.named("retrieval")
