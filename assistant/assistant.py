"""The assistant: one object for everything a person can do, and how it is put together."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from assistant.chain import AnswerChain, cleaned
from assistant.conversations import Conversations
from assistant.follow_ups import standalone
from assistant.keys import Keys
from assistant.permalinks import Address, Resolved, resolve
from assistant.ratings import Ratings, StoredRating
from assistant.settings import Settings
from assistant.suggestions import suggest
from assistant.types import LOCAL_READER, Overview, Question, Rating, Reader
from index.embedding import SentenceTransformersEmbedder
from index.late_interaction import DIMENSIONS
from index.library import Library, open_library
from index.reranking import CrossEncoderReranker
from index.retrieval import Query
from index.types import Document, Entry, Hit, Status

_TOKEN_WIDTHS = {"full": DIMENSIONS, "half": DIMENSIONS // 2, "none": 0}


class Assistant:
    """Searches and answers from one library."""

    def __init__(self, library: Library, settings: Settings) -> None:
        """Puts the answer chain and the ratings around a library."""
        self.library = library
        self.settings = settings
        self.answering = AnswerChain(library, settings)
        self.conversations = Conversations(library.records)
        self.keys = Keys(library.records)
        self._ratings = Ratings(library.records)
        self._suggestions = lru_cache(maxsize=8)(self._suggest)

    def search(self, question: Question, top_k: int = 10) -> tuple[Hit, ...]:
        """Returns the best passages for a question, completed from its history.

        Raises:
            UsageError: the question is empty or too long.
            NoIndexError: nothing is indexed.
        """
        text = cleaned(question.text, self.settings.max_question)
        carried = standalone(text, question.history).carried
        return self.library.search(Query(text, carried), top_k)

    def overview(self) -> Overview:
        """Returns what is indexed right now."""
        status = self.library.status()
        return Overview(status.documents, status.passages, status.updated, status.titles)

    def status(self) -> tuple[Status, tuple[Entry, ...]]:
        """Returns what is indexed, and how every file stands to it."""
        return self.library.status(), self.library.ledger()

    def suggestions(self, language: str) -> tuple[str, ...]:
        """Returns up to four questions that the documents answer, in `en` or `ja`."""
        return self._suggestions(language, self.library.revision())

    def _suggest(self, language: str, _revision: str) -> tuple[str, ...]:
        return suggest(self.library, self.answering, language)

    def document(self, document_id: str, reader: Reader = LOCAL_READER) -> Document | None:
        """Returns a document, None if none that the reader may see has this id."""
        return self.library.document(document_id)

    def document_ids(self, reader: Reader) -> list[str]:
        """Returns the ids of the documents that a reader may see, by path."""
        return self.library.records.document_ids()

    def resolve(self, address: Address) -> Resolved:
        """Returns what the permanent address of a quote leads to."""
        return resolve(self.library.records, address)

    def rate(self, rating: Rating) -> None:
        """Stores what a reader thought of an answer.

        Raises:
            UsageError: the reason is none of `REASONS`.
        """
        self._ratings.add(rating)

    def ratings(self) -> list[StoredRating]:
        """Returns what readers thought of answers, oldest first."""
        return self._ratings.stored()


@contextmanager
def open_assistant(settings: Settings, create: bool = True) -> Iterator[Assistant]:
    """Builds the assistant of a home folder, and closes it at the end.

    Raises:
        NoIndexError: there is no home folder and none may be made.
        HomeError: the home folder cannot be opened.
    """
    embedder = SentenceTransformersEmbedder(settings.model)
    width = _TOKEN_WIDTHS[settings.token_vectors]
    reranker = CrossEncoderReranker(settings.reranker) if settings.reranker else None
    library = open_library(
        settings.home, embedder, create=create, token_width=width, reranker=reranker
    )
    try:
        yield Assistant(library, settings)
    finally:
        library.close()
