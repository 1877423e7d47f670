"""The library as a LangChain retriever, to be used in any LangChain pipeline."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.json_forms import heading_of
from index.read_protocol import ReadableLibrary
from index.search.queries import Query
from index.types import Hit


class PassageRetriever(BaseRetriever):
    """Returns the `k` best passages for a question, best first.

    A passage's metadata say where it stands: `file`, `start`, `end` (code points of the file's
    text), `title`, `heading`, `page`, and its `score`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: ReadableLibrary
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[LangChainDocument]:
        return [_document(hit) for hit in self.library.search(Query(query), k or self.k)]


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
