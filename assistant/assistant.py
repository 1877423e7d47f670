"""The assistant: one object for everything a person can do, and how it is put together."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from functools import lru_cache
from threading import Lock

import numpy as np

from assistant.access.access import Access
from assistant.access.permissions import Rules, RulesFile
from assistant.answers.chain import AnswerChain, cleaned
from assistant.answers.reader_chain import ReaderChain
from assistant.answers.suggestions import suggest
from assistant.audit.audit import Audit
from assistant.conversations.conversations import Conversations
from assistant.conversations.permalinks import Address, Resolved, resolve
from assistant.conversations.ratings import Ratings, StoredRating
from assistant.conversations.sharing import Sharing
from assistant.conversations.stored_questions import MOST, stored_questions
from assistant.gaps.gaps import Gap, gaps_of
from assistant.identities.api_keys import Keys
from assistant.identities.memberships import Memberships, directory_of
from assistant.identities.refused_sign_ins import RefusedSignIns
from assistant.identities.sessions import Lifetime, Sessions
from assistant.identities.withdrawing import Withdrawing
from assistant.indexing.background import Background, limits_of
from assistant.kept.asking_again import AskingAgain
from assistant.kept.due_questions import DueQuestions
from assistant.kept.keeping import KeptQuestions
from assistant.misses.why import Misses
from assistant.pages.page_views import Pages
from assistant.phrasing.house_models import HouseModel, facts_of, with_house_model
from assistant.phrasing.phrasing import phrasing
from assistant.provisioning.pushed_groups import PushedGroups
from assistant.provisioning.pushed_users import PushedUsers
from assistant.questions.follow_ups import standalone
from assistant.settings import Settings
from assistant.tracing.conventions import searching
from assistant.types import LOCAL_READER, Answer, Exchange, Overview, Question, Reader
from index.database.lock import serving
from index.database.server_database import ServerDatabase
from index.database.shared_rates import SharedRates
from index.embedding.embedding import Embedder, Floats
from index.embedding.multilingual import open_embedder
from index.embedding.reranking import CrossEncoderReranker
from index.library import Library, open_library
from index.pictures.page_pictures import PagePictures
from index.read_protocol import ReadableLibrary, ReadableSnapshot
from index.search.late_interaction import DIMENSIONS
from index.store.records import Records
from index.types import Document, Entry, Hit, LibraryStatus
from index.vectors.opening import stores_at

_TOKEN_WIDTHS = {"full": DIMENSIONS, "half": DIMENSIONS // 2, "none": 0}


class Assistant:
    """Searches and answers from one library."""

    def __init__(self, library: Library, settings: Settings) -> None:
        """Puts the answer chain and the ratings around a library."""
        self.library = library
        self.settings = settings
        self.phrasing = phrasing(with_house_model(settings, library.records.facts()))
        self.audit = audit_of(library.records, settings)
        rules = RulesFile(settings.rules, self._note_rules) if settings.rules else None
        self.access = Access(library, rules)
        self.answering = ReaderChain(self.access, settings, self.phrasing)
        self.misses = Misses(library, self.access, self.answering.invoke, settings)
        self.conversations = Conversations(library.records, self.access.authorize, self.audit)
        self.sharing = Sharing(library.records, self.access.authorize, self.audit)
        self.kept = KeptQuestions(library.records, self.access.authorize)
        self.asking_again = AskingAgain(
            DueQuestions(library.records, self.audit), self.access, self.conversations, settings
        )
        self.sessions = Sessions(
            library.records,
            lifetime_of(settings),
            check=self._check_account,
            begun=self._note_sign_in,
            audit=self.audit,
        )
        self.keys = Keys(library.records, self.audit)
        self.pushed_users = PushedUsers(
            library.records, self.audit, Withdrawing(self.sessions, self.keys)
        )
        self.pushed_groups = PushedGroups(library.records, self.audit)
        self.memberships = Memberships(self.pushed_users, directory_of(settings))
        self.refused = RefusedSignIns(self.audit)
        self.pictures = PagePictures(library.home, int(settings.max_pictures_mb * 1e6))
        self._switching = Lock()
        self.background = Background(library, limits_of(settings))
        self._ratings = Ratings(library.records)
        self._question_vectors = lru_cache(maxsize=MOST)(_vector_of)
        self._suggestions = lru_cache(maxsize=64)(self._suggest)

    @property
    def worded_by(self) -> str:
        """The language model that words answers, empty where they are the documents' own."""
        return with_house_model(self.settings, self.library.records.facts()).chat_model

    def word_with(self, model: HouseModel | None, reader: Reader) -> None:
        """Switches a language model of this machine on, or off with None; this is on record."""
        facts = facts_of(model)
        with self._switching:
            self.audit.note("model-switched", reader.name, {**facts})
            self.library.records.set_facts(facts)
            self.phrasing = phrasing(with_house_model(self.settings, facts))
            self.answering.word_with(self.phrasing)

    def tried(self, model: HouseModel, question: Question) -> tuple[Answer, Answer]:
        """Returns an answer in the documents' own sentences, and as a model words it.

        What the check would remove of the second stands in it, not verified.
        """
        wanted = with_house_model(self.settings, facts_of(model))
        wanted = wanted.model_copy(update={"unsupported": "mark"})
        worded = ReaderChain(self.access, wanted, phrasing(wanted))
        return ReaderChain(self.access, wanted).invoke(question), worded.invoke(question)

    def search(self, question: Question, top_k: int = 10) -> tuple[Hit, ...]:
        """Returns the best passages for a question, completed from its history.

        Raises:
            UsageError: the question is empty or too long, or kept to what is not there.
            NoIndexError: nothing is indexed.
        """
        text = cleaned(question.text, self.settings.max_question)
        library = self.access.view(question.reader, question.scope).library
        return library.ask(lambda snapshot: _hits(snapshot, text, question.history, top_k))

    def overview(self, reader: Reader = LOCAL_READER) -> Overview:
        """Returns what is indexed right now that a reader may see."""
        status = self.access.library(reader).status()
        return Overview(status.documents, status.passages, status.updated, status.titles)

    def status(self, reader: Reader = LOCAL_READER) -> tuple[LibraryStatus, tuple[Entry, ...]]:
        """Returns what is indexed, and how every file that a reader may see stands to it."""
        library = self.access.library(reader)
        return library.status(), library.ledger()

    def left_out(self, reader: Reader) -> tuple[tuple[Entry, ...], dict[str, tuple[str, ...]]]:
        """Returns the files that could not be read, and what was left out of others, by their ids.

        A reader is told of what that reader may see.
        """
        library = self.access.library(reader)
        return library.left_out(), library.records.remarks()

    def suggestions(self, language: str, reader: Reader = LOCAL_READER) -> tuple[str, ...]:
        """Returns up to four questions that the documents answer to a reader, in `en` or `ja`."""
        library = self.access.library(reader)
        return self._suggestions(library, language, library.revision())

    def _suggest(self, library: ReadableLibrary, language: str, _revision: str) -> tuple[str, ...]:
        found = suggest(library, AnswerChain(library, self.settings), language)
        return tuple(suggestion.question for suggestion in found)

    def document(self, document_id: str, reader: Reader = LOCAL_READER) -> Document | None:
        """Returns a document, None if none that the reader may see has this id."""
        return self.access.library(reader).document(document_id)

    def pages(self, reader: Reader) -> Pages:
        """Returns the pages of the documents that a reader may see."""
        return Pages(self.access.library(reader), self.pictures)

    def version(self, document_id: str, version: str, reader: Reader) -> Document | None:
        """Returns a version of a document that a reader may see, of now or kept."""
        return self.access.library(reader).records.version(document_id, version)

    def document_ids(self, reader: Reader) -> list[str]:
        """Returns the ids of the documents that a reader may see, by path."""
        return self.access.library(reader).records.document_ids()

    def resolve(self, address: Address, reader: Reader = LOCAL_READER) -> Resolved:
        """Returns what the permanent address of a quote leads a reader to."""
        return resolve(self.access.library(reader).records, address)

    def _check_account(self, reader: Reader) -> None:
        self.memberships.check(reader)

    def _note_sign_in(self, reader: Reader) -> None:
        self.memberships.forget(reader.name)
        self.audit.signed_in(reader.name, method=self.settings.sign_in)

    def _note_rules(self, rules: Rules) -> None:
        if self.library.records.facts().get("rules") != rules.revision:
            self.audit.rules_changed(rules.revision, rules=len(rules.rules))
            self.library.records.set_facts({"rules": rules.revision})

    def serving(self, address: str) -> AbstractContextManager[None]:
        """Holds the home folder as its one server, which listens at an address.

        Raises:
            HomeLockedError: another process serves it; the message names that process.
        """
        return serving(self.library.home, address)

    def shared_rates(self) -> Callable[[str, int, float], float] | None:
        """Returns what counts how often each asks, for all servers that share what people say.

        None where there is one. It takes one of so many in so many seconds, and returns after how
        long there is one, 0 if it was taken.
        """
        people = self.library.records.people
        return SharedRates(people).take if isinstance(people, ServerDatabase) else None

    def gaps(self) -> tuple[Gap, ...]:
        """Returns what people asked and the documents do not answer, most askers first."""
        asked = stored_questions(self.library.records)
        return gaps_of(asked, self._embedded, self.settings.least_askers)

    def _embedded(self, questions: Sequence[str]) -> Floats:
        embedder = self.library.embedder
        return np.stack([self._question_vectors(embedder, each) for each in questions])

    def ratings(self) -> list[StoredRating]:
        """Returns what readers thought of answers, oldest first."""
        return self._ratings.stored()


def _hits(
    snapshot: ReadableSnapshot, text: str, history: Sequence[Exchange], top_k: int
) -> tuple[Hit, ...]:
    whole = standalone(text, history, snapshot.rarities)
    query = whole.query(text)
    with searching(query) as tell:
        found = snapshot.find(query)
        tell(found)
    return found.hits(top_k)


def _vector_of(embedder: Embedder, question: str) -> Floats:
    [made] = embedder.embed_questions([question])
    return made.sentence


def audit_of(records: Records, settings: Settings) -> Audit:
    """Returns the audit record that is kept in the records of a home folder."""
    return Audit(records, texts=settings.audit_texts, days=settings.audit_days)


@contextmanager
def open_assistant(settings: Settings, create: bool = True) -> Iterator[Assistant]:
    """Builds the assistant of a home folder, and closes it at the end.

    Raises:
        NoIndexError: there is no home folder and none may be made.
        HomeError: the home folder cannot be opened.
    """
    embedder = open_embedder(settings.model)
    width = _TOKEN_WIDTHS[settings.token_vectors]
    reranker = CrossEncoderReranker(settings.reranker) if settings.reranker else None
    library = open_library(
        settings.home,
        embedder,
        create=create,
        token_width=width,
        reranker=reranker,
        vectors=stores_at(settings.vectors, settings.vectors_secret.get_secret_value()),
        address=settings.people_address,
    )
    try:
        made = Assistant(library, settings)
        with closing(made.pictures), closing(made.background):
            yield made
    finally:
        library.close()


def lifetime_of(settings: Settings) -> Lifetime:
    """Returns how long sessions are good for."""
    return Lifetime(settings.session_idle_minutes * 60, settings.session_hours * 3_600)
