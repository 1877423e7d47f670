"""The retriever over HTTP: LangChain's own suite, and what it says when it is refused."""

import re

import pytest
from langchain_tests.integration_tests import RetrieversIntegrationTests

from assistant.types import Reader
from index.errors import TenkyoError
from tests.project.test_docs import ROOT
from tests.servers.serving import CABLE, QUESTION, served, small_assistant
from tests.servers.web_serving import free_port, serving_site
from ui.clients.langchain_retriever import RemoteRetriever


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """An address, and a key that is good for searching alone."""
    with (
        small_assistant(tmp_path_factory.mktemp("retriever"), api="keys") as assistant,
        served(assistant) as address,
    ):
        yield address, assistant.keys.add(Reader("anna"), ["search"])


class TestTheLangChainSuite(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _server(self, server):
        self.address, self.key = server

    @property
    def retriever_constructor(self):
        return RemoteRetriever

    @property
    def retriever_constructor_params(self):
        return {"url": self.address, "key": self.key}

    @property
    def retriever_query_example(self):
        return "When does the ferry leave?"


async def test_a_passage_says_where_it_stands(server):
    address, key = server
    retriever = RemoteRetriever(url=f"{address}/", key=key, k=1)
    [passage] = retriever.invoke(QUESTION)
    where = passage.metadata
    assert where["file"] == "cable.txt"
    assert CABLE[where["start"] : where["end"]] == passage.page_content
    assert await retriever.ainvoke(QUESTION) == [passage]


def test_a_search_is_kept_to_a_scope(server):
    address, key = server
    found = RemoteRetriever(url=address, key=key, scope=("sea",)).invoke(QUESTION)
    assert {passage.metadata["file"] for passage in found} == {"sea/ferry.md"}


async def test_what_the_server_refuses_is_said(server):
    address, key = server
    for retriever, why in (
        (RemoteRetriever(url=address), "An API key is needed"),
        (RemoteRetriever(url=address, key="tenkyo_none"), "not good"),
        (RemoteRetriever(url=address, key=key, scope=("Travel",)), "Travel"),
        (RemoteRetriever(url=f"http://127.0.0.1:{free_port()}"), "No answer from 'http"),
    ):
        with pytest.raises(TenkyoError, match=why):
            retriever.invoke(QUESTION)
        with pytest.raises(TenkyoError, match=why):
            await retriever.ainvoke(QUESTION)


def test_another_server_is_not_taken_for_tenkyo():
    with serving_site({"/api/search": "Hello"}) as port:
        retriever = RemoteRetriever(url=f"http://127.0.0.1:{port}")
        with pytest.raises(TenkyoError, match="no answer of Tenkyo's"):
            retriever.invoke(QUESTION)


def test_a_key_is_not_shown(server):
    address, key = server
    assert key not in repr(RemoteRetriever(url=address, key=key))


def test_the_example_of_the_page_runs(server, capsys):
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    [code] = re.findall(r"^```py\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    address, key = server
    exec(code, {"TENKYO": address, "KEY": key})
    assert "cable.txt 0 " in capsys.readouterr().out
