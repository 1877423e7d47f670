"""What the tools say on the wire in the revisions of the Model Context Protocol."""

import httpx2
import pytest
from mcp import Client, MCPError
from mcp.server._otel import OpenTelemetryMiddleware

from assistant.identities.api_keys import SCOPES
from assistant.types import OPERATOR
from tests.servers.serving import CABLE, QUESTION, served, small_assistant
from ui.api.callers import Caller
from ui.api.tools import build_tools
from ui.service.service import Service

HANDSHAKE, STATELESS = "2025-11-25", "2026-07-28"
ACCEPT = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
ABOUT_THE_CLIENT = {
    "io.modelcontextprotocol/protocolVersion": STATELESS,
    "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {},
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with small_assistant(tmp_path_factory.mktemp("tools"), questions_per_minute=600) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def address(assistant):
    with served(assistant) as address:
        yield f"{address}/mcp"


def posted(address, method, params, headers):
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return httpx2.post(address, json=message, headers=ACCEPT | headers, timeout=5)


def stateless(address, method, named=None, **params):
    headers = {"mcp-protocol-version": STATELESS, "mcp-method": method}
    headers |= {"mcp-name": named} if named else {}
    return posted(address, method, {"_meta": ABOUT_THE_CLIENT, **params}, headers)


@pytest.mark.parametrize(
    ("asked", "agreed"),
    [(HANDSHAKE, HANDSHAKE), ("2025-06-18", "2025-06-18"), ("1999-01-01", HANDSHAKE)],
)
def test_a_handshake_agrees_on_a_revision_without_a_session(address, asked, agreed):
    client = {"name": "test", "version": "1"}
    params = {"protocolVersion": asked, "capabilities": {}, "clientInfo": client}
    response = posted(address, "initialize", params, {})
    assert response.json()["result"]["protocolVersion"] == agreed
    assert "mcp-session-id" not in response.headers


@pytest.mark.parametrize(("mode", "revision"), [("auto", STATELESS), ("legacy", HANDSHAKE)])
async def test_the_client_of_the_protocol_agrees_on_the_newest(address, mode, revision):
    async with Client(address, mode=mode) as client:
        assert client.protocol_version == revision


@pytest.mark.parametrize("revision", ["1999-01-01", "new"])
def test_a_header_of_an_unknown_revision_is_refused(address, revision):
    response = posted(address, "tools/list", {}, {"mcp-protocol-version": revision})
    assert response.status_code == 400
    assert response.json()["error"]["message"]


def test_a_server_is_discovered_without_a_handshake(address):
    response = stateless(address, "server/discover")
    found = response.json()["result"]
    assert found["supportedVersions"] == [STATELESS]
    assert (found["resultType"], found["cacheScope"]) == ("complete", "public")
    assert found["capabilities"]["resources"] == {"listChanged": False, "subscribe": False}
    assert "mcp-session-id" not in response.headers


@pytest.mark.parametrize("method", ["tools/list", "resources/templates/list"])
def test_what_is_the_same_for_all_may_be_kept_and_shared(address, method):
    result = stateless(address, method).json()["result"]
    assert (result["cacheScope"], result["ttlMs"]) == ("public", 300_000)


def test_what_permissions_touch_is_for_the_caller_alone(address, assistant):
    uri = f"tenkyo://documents/{next(assistant.library.documents()).id}"
    read = stateless(address, "resources/read", uri, uri=uri).json()["result"]
    listed = stateless(address, "resources/list").json()["result"]
    assert read["contents"][0]["text"] == CABLE
    for result in (read, listed):
        assert (result["cacheScope"], result["ttlMs"]) == ("private", 0)


def test_an_answer_is_not_said_to_be_kept(address):
    asked = {"name": "ask", "arguments": {"question": QUESTION}}
    result = stateless(address, "tools/call", "ask", **asked).json()["result"]
    assert result["structuredContent"]["citations"]
    assert not {"cacheScope", "ttlMs"} & set(result)


def test_a_header_that_names_another_tool_is_refused(address):
    asked = {"name": "ask", "arguments": {"question": QUESTION}}
    assert stateless(address, "tools/call", "search", **asked).status_code == 400


def test_no_stream_is_opened_on_which_nothing_would_come(address):
    wanted = {"toolsListChanged": True}
    assert stateless(address, "subscriptions/listen", notifications=wanted).status_code == 404


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_what_there_is_not_is_not_offered(address, mode):
    async with Client(address, mode=mode) as client:
        capabilities = client.server_capabilities
        with pytest.raises(MCPError, match="not found"):
            await client.list_prompts()
    assert (capabilities.prompts, capabilities.logging) == (None, None)
    assert capabilities.tools
    assert capabilities.resources


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_each_tool_is_said_to_read_alone(address, mode):
    async with Client(address, mode=mode) as client:
        tools = (await client.list_tools()).tools
    assert len(tools) == 3
    for tool in tools:
        hints = tool.annotations
        assert hints.read_only_hint
        assert hints.idempotent_hint
        assert (hints.destructive_hint, hints.open_world_hint) == (False, False)


def test_prompts_are_refused_as_any_method_that_there_is_not(address):
    refused = [stateless(address, method) for method in ("prompts/list", "tasks/list")]
    assert [each.json()["error"]["code"] for each in refused] == [-32601, -32601]
    assert refused[0].status_code == refused[1].status_code


def test_the_package_of_the_protocol_traces_nothing_of_its_own(assistant):
    tools = build_tools(Service(assistant), lambda _: Caller(OPERATOR, frozenset(SCOPES)))
    assert not [each for each in tools.middleware if isinstance(each, OpenTelemetryMiddleware)]
