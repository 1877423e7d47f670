"""The tools of the Model Context Protocol, with its own client, over HTTP and stdio."""

import json
import shutil
import sys
from contextlib import asynccontextmanager

import httpx2
import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from assistant.json_forms import answer_json, hits_json
from assistant.types import LOCAL_READER, Question, Reader
from tests.servers.serving import CABLE, QUESTION, served, small_assistant

MODES = pytest.mark.parametrize("mode", ["auto", "legacy"])


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with small_assistant(tmp_path_factory.mktemp("tools"), questions_per_minute=600) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def address(assistant):
    with served(assistant) as address:
        yield f"{address}/mcp"


@asynccontextmanager
async def client_of(address, key, mode):
    headers = {"authorization": f"Bearer {key}"}
    async with httpx2.AsyncClient(headers=headers) as http:
        transport = streamable_http_client(address, http_client=http)
        async with Client(transport, mode=mode) as client:
            yield client


@MODES
async def test_the_tools_are_listed_with_what_they_take_and_give(address, mode):
    async with Client(address, mode=mode) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        [template] = (await client.list_resource_templates()).resource_templates
    assert set(tools) == {"ask", "search", "find"}
    assert set(tools["ask"].input_schema["properties"]) == {"question", "history", "scope"}
    assert "citations" in tools["ask"].output_schema["properties"]
    assert template.uri_template == "tenkyo://documents/{document_id}"


async def test_the_tools_keep_to_a_scope(address):
    async with Client(address, mode="auto") as client:
        found = await client.call_tool("search", {"question": QUESTION, "scope": ["sea"]})
        refused = await client.call_tool("ask", {"question": QUESTION, "scope": ["Travel"]})
    assert {hit["file"] for hit in found.structured_content["hits"]} == {"sea/ferry.md"}
    assert refused.is_error
    assert "“Travel”" in refused.content[0].text


@MODES
async def test_exact_words_are_found_as_quotes(address, mode):
    async with Client(address, mode=mode) as client:
        result = await client.call_tool("find", {"words": "arctic CABL*"})
        nothing = await client.call_tool("find", {"words": "cabl"})
        refused = await client.call_tool("find", {"words": " "})
        everywhere = await client.call_tool("find", {"words": "t*", "most": 3})
    [place] = result.structured_content["places"]
    assert (place["file"], place["quote"]) == ("cable.txt", "Arctic cable")
    assert CABLE[place["start"] : place["end"]] == place["quote"]
    assert place["around"] in CABLE
    assert nothing.structured_content["places"] == []
    assert len(everywhere.structured_content["places"]) == 3
    assert refused.is_error


async def test_words_are_found_in_what_the_caller_may_see_and_the_scope_alone(tmp_path):
    rules = '[[rule]]\npaths = ["%s"]\nallow = ["%s"]\n'
    text = rules % ("sea/", "sailors") + rules % ("cable.txt", "*")
    (tmp_path / "rules.toml").write_text(text)
    with (
        small_assistant(tmp_path, rules=tmp_path / "rules.toml") as assistant,
        served(assistant) as address,
    ):
        found = []
        for groups in ((), ("sailors",)):
            key = assistant.keys.add(Reader("anna", frozenset(groups)), ["search"])
            async with client_of(f"{address}/mcp", key, "auto") as client:
                for scope in ([], ["cable.txt"]):
                    words = {"words": "ferry", "scope": scope}
                    found.append(await client.call_tool("find", words))
    counts = [len(each.structured_content["places"]) for each in found]
    assert counts == [0, 0, 2, 0]


@MODES
async def test_an_answer_is_that_of_the_command_line(address, assistant, mode):
    async with Client(address, mode=mode) as client:
        result = await client.call_tool("ask", {"question": QUESTION})
    expected = json.loads(answer_json(None, assistant.answering.invoke(Question(QUESTION))))
    assert not result.is_error
    assert result.structured_content == expected
    assert json.loads(result.content[0].text) == expected


@MODES
async def test_hits_are_those_of_the_command_line(address, assistant, mode):
    async with Client(address, mode=mode) as client:
        result = await client.call_tool("search", {"question": "東京の港", "top_k": 2})
    expected = hits_json(None, assistant.search(Question("東京の港"), 2))
    assert result.structured_content == json.loads(expected)


@MODES
async def test_a_document_is_a_resource(address, assistant, mode):
    document = next(assistant.library.documents())
    async with Client(address, mode=mode) as client:
        result = await client.read_resource(f"tenkyo://documents/{document.id}")
        with pytest.raises(MCPError, match="No document 'none' here"):
            await client.read_resource("tenkyo://documents/none")
    assert result.contents[0].text == CABLE


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ask", {"question": " "}, "The question is empty"),
        ("ask", {"question": "x" * 2_001}, "the limit is 2,000"),
        ("ask", {}, "question"),
        ("ask", {"question": 5}, "question"),
        ("ask", {"question": "A?", "history": [["a"]]}, "history"),
        ("search", {"question": "A?", "top_k": 0}, "top_k"),
        ("search", {"question": ""}, "The question is empty"),
        ("none", {}, "none"),
    ],
)
async def test_a_wrong_call_is_an_error_of_the_tool(address, tool, arguments, said):
    async with Client(address) as client:
        result = await client.call_tool(tool, arguments)
    assert result.is_error
    assert said in result.content[0].text


@MODES
async def test_a_key_is_good_for_its_scope_only(address, assistant, mode):
    key = assistant.keys.add(Reader("anna"), ["search"])
    document = next(assistant.library.documents())
    async with client_of(address, key, mode) as client:
        found = await client.call_tool("search", {"question": QUESTION})
        refused = await client.call_tool("ask", {"question": QUESTION})
        with pytest.raises(MCPError):
            await client.read_resource(f"tenkyo://documents/{document.id}")
    assert not found.is_error
    assert refused.is_error
    assert "not good for 'ask'" in refused.content[0].text


class Listening:
    """Searches nothing, and keeps who asked."""

    def __init__(self, answering):
        self.readers, self._answering = [], answering

    def stream(self, question):
        self.readers.append(question.reader)
        return self._answering.stream(question)


@MODES
async def test_a_tool_acts_for_the_reader_of_its_key(tmp_path, mode):
    anna = Reader("anna", frozenset({"staff"}))
    with small_assistant(tmp_path) as assistant:
        assistant.answering = listening = Listening(assistant.answering)
        key = assistant.keys.add(anna)
        with served(assistant) as address:
            async with client_of(f"{address}/mcp", key, mode) as client:
                await client.call_tool("ask", {"question": QUESTION})
            async with Client(f"{address}/mcp", mode=mode) as client:
                await client.call_tool("ask", {"question": QUESTION})
    assert listening.readers == [anna, LOCAL_READER]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"authorization": "Bearer tenkyo_none"}, 401),
        ({"origin": "https://evil.example"}, 403),
        ({"content-type": "text/plain"}, 422),
    ],
)
def test_others_are_refused_before_a_tool_is_called(address, headers, status):
    sent = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    body = b'{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}'
    refused = httpx2.post(address, content=body, headers=sent | headers)
    assert (refused.status_code, list(refused.json())) == (status, ["error"])


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_there_are_no_streams_to_open_or_sessions_to_end(address, method):
    assert httpx2.request(method, address).status_code == 405


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"jsonrpc": "2.0"}', b"[" * 50_000, b"\xff"]
)
def test_what_is_no_message_is_refused(address, body):
    sent = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    assert 400 <= httpx2.post(address, content=body, headers=sent).status_code < 500


@pytest.fixture
def home(seeds_library, tmp_path):
    return shutil.copytree(seeds_library.home, tmp_path / "home")


async def test_tenkyo_mcp_speaks_on_stdio(home):
    program = "from ui.main import main; raise SystemExit(main())"
    command = ["-c", program, "mcp", "--home", str(home)]
    async with Client(StdioServerParameters(command=sys.executable, args=command)) as client:
        result = await client.call_tool("ask", {"question": "What is the Arctic cable project?"})
    assert result.structured_content["answered"]
    assert result.structured_content["citations"]
