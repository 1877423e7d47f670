"""The LangChain retriever: the conformance suite, and what its metadata say."""

import pytest
from langchain_tests.integration_tests import RetrieversIntegrationTests

from assistant.retriever import PassageRetriever
from index.library import open_library
from tests.fake_embedder import FakeEmbedder


@pytest.fixture(scope="module")
def cables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("retriever")
    (folder / "papers").mkdir()
    for number in range(6):
        (folder / "papers" / f"{number}.txt").write_text(
            f"Report {number}.\n\nCable {number} is laid."
        )
    library = open_library(folder / "home", FakeEmbedder(), create=True)
    library.sync([folder / "papers"])
    yield library
    library.close()


class TestPassageRetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _library(self, cables):
        type(self).cables = cables

    @property
    def retriever_constructor(self):
        return PassageRetriever

    @property
    def retriever_constructor_params(self):
        return {"library": self.cables}

    @property
    def retriever_query_example(self):
        return "cable report"


def test_metadata_say_where_a_passage_stands(cables):
    [found] = PassageRetriever(library=cables, k=1).invoke("cable 3")
    text = (cables.home.parent / "papers" / found.metadata["file"]).read_text()
    assert found.metadata["file"] == "3.txt"
    assert text[found.metadata["start"] : found.metadata["end"]] == found.page_content
