"""The library as a LangChain retriever: of the answer chain, and of any other pipeline."""

from collections.abc import Iterable

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.answers.steps import Lookup
from assistant.json_forms import heading_of
from assistant.tracing.conventions import searching
from index.read_protocol import ReadableLibrary
from index.search.queries import Query
from index.search.retrieval import Found
from index.types import Hit


class Retrieved(list[LangChainDocument]):
    """The documents of a search, and the search itself, which whoever reads on goes by."""

    def __init__(self, documents: Iterable[LangChainDocument], found: Found) -> None:
        """Takes both."""
        super().__init__(documents)
        self.found = found


class PassageRetriever(BaseRetriever):
    """Returns the `k` best passages for a question, best first.

    A passage's metadata say where it stands: `file`, `start`, `end` (code points of the file's
    text), `title`, `heading`, `page`, and its `score`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: ReadableLibrary
    k: int = 10

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        lookup: Lookup | None = None,
    ) -> list[LangChainDocument]:
        """Returns the passages; with a `lookup`, what that asks for, in its snapshot."""
        asked = lookup.query if lookup else Query(query)
        with searching(asked) as tell:
            if lookup is None:
                found = self.library.ask(lambda snapshot: snapshot.find(asked))
            else:
                found = lookup.snapshot.find(asked)
            tell(found)
        return Retrieved(map(_document, found.hits(k or self.k)), found)


def found_of(documents: list[LangChainDocument]) -> Found:
    """Returns the search that a retriever of passages has its documents from."""
    assert isinstance(documents, Retrieved)
    return documents.found


def _document(hit: Hit) -> LangChainDocument:
    passage = hit.passage
    return LangChainDocument(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "file": passage.document.path,
            "start": passage.start,
            "end": passage.end,
            "title": passage.document.title,
            "heading": heading_of(passage),
            "page": passage.page,
            "score": hit.score,
        },
    )
