"""The library as a LangChain retriever."""

import pytest
from langchain_core.runnables import RunnableLambda
from langchain_tests.integration_tests import RetrieversIntegrationTests

from assistant.answers.retriever import PassageRetriever
from index.library import open_library
from tests.fake_embedder import FakeEmbedder

TEXTS = {
    "cables.md": "# Cables\n\nThe 海 cable runs far.\n\n## Repair\n\nShips repair a cable.",
    "chips.txt": "Silicon wafers are made in Tainan.",
    "letters.txt": "Letters about a cable were sent by ship.",
}


@pytest.fixture(scope="module")
def texts_library(tmp_path_factory):
    place = tmp_path_factory.mktemp("retriever")
    for name, text in TEXTS.items():
        (place / "papers").mkdir(exist_ok=True)
        (place / "papers" / name).write_text(text, encoding="utf-8")
    library = open_library(place / "home", FakeEmbedder(), create=True)
    library.sync([place / "papers"])
    yield library
    library.close()


@pytest.fixture
def retriever(texts_library):
    return PassageRetriever(library=texts_library)


class TestTheLangChainSuite(RetrieversIntegrationTests):
    """Runs what every LangChain retriever has to pass."""

    library = None

    @pytest.fixture(autouse=True)
    def _with_library(self, texts_library):
        type(self).library = texts_library

    @property
    def retriever_constructor(self):
        return PassageRetriever

    @property
    def retriever_constructor_params(self):
        return {"library": self.library}

    @property
    def retriever_query_example(self):
        return "Who repairs a cable?"


def test_the_metadata_say_where_a_passage_stands(retriever):
    found = retriever.invoke("Which ships repair a cable?")
    assert len(found) == 4
    for document in found:
        text = TEXTS[document.metadata["file"]]
        start, end = document.metadata["start"], document.metadata["end"]
        assert text[start:end] == document.page_content


def test_the_metadata_have_title_heading_page_and_score(retriever):
    first = retriever.invoke("Which ships repair a cable?")[0].metadata
    assert (first["title"], first["heading"]) == ("Cables", "Repair")
    assert first["page"] is None
    assert 0 < first["score"] <= 1


def test_documents_are_best_first_and_have_the_ids_of_passages(retriever, texts_library):
    found = retriever.invoke("cable")
    scores = [document.metadata["score"] for document in found]
    assert scores == sorted(scores, reverse=True)
    assert {document.id for document in found} <= texts_library.editions.current().table.ids()


def test_it_composes_with_other_runnables(retriever):
    assert (retriever | RunnableLambda(len)).invoke("cable") == 4


@pytest.mark.parametrize("k", [1, 2])
def test_a_call_may_ask_for_another_number_of_passages(retriever, k):
    assert retriever.invoke("cable", k=k) == retriever.invoke("cable")[:k]
