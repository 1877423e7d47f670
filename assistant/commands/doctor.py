"""Checks of an installation: what works, what does not, and what to do about it."""

import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from langchain_core.prompts import ChatPromptTemplate

from assistant.access.addresses import host_of
from assistant.assistant import Assistant, open_assistant
from assistant.commands.egress import contacts, is_local, loopback_only
from assistant.directory.known_groups import asked_of
from assistant.evidence.reader import SHIPPED_READER, EvidenceReader
from assistant.phrasing.language_models import LanguageModel, language_model
from assistant.phrasing.model_failures import FailureKind, ModelFailure
from assistant.settings import Settings
from assistant.sources.fetching import sources_of
from assistant.sources.source_address import contacted
from assistant.sources.sources import DocumentSource
from assistant.types import OPERATOR
from index.command_line import command
from index.database.database import Database
from index.database.lock import writing
from index.embedding.embedding import Embedder
from index.errors import HomeError, NoIndexError, TenkyoError
from index.search.queries import Query
from index.text.control_characters import printable

_LEAST_FREE_MB = 500
_NOBODY = "nobody-is-called-this-here"
_SENDER = "opentelemetry.exporter.otlp.proto.http"
_READY = ChatPromptTemplate.from_messages(
    [("system", "Answer with one word."), ("human", "Say: ready")]
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, and what was found."""

    name: str
    passed: bool
    finding: str


def examine(settings: Settings) -> list[Check]:
    """Looks at everything an answer needs, in the order in which it is needed."""
    # The checks of the index ask a server that vectors are on; nothing else may be contacted.
    store = host_of(settings.vectors) if settings.vectors else ""
    with loopback_only([store] if store else []) as tried:
        hosts: list[str] = []
        found = [*_surroundings(settings), *_index(settings, hosts)]
    network = _checked("network", lambda: _network(settings, tried, hosts))
    reader = _checked("reader", lambda: _reader(SHIPPED_READER))
    asked = [*_model(settings), *_directory(settings), *_traces(settings)]
    return [*found, reader, *asked, network]


def _surroundings(settings: Settings) -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("python", sys.version_info >= (3, 11), f"{version} (3.11 or newer is needed)")
    home = settings.home.resolve()
    there = next(place for place in (home, *home.parents) if place.exists())
    free = shutil.disk_usage(there).free // 1_000_000
    yield Check("disk", free > _LEAST_FREE_MB, f"{free:,} MB free at {str(there)!r}")


def _index(settings: Settings, hosts: list[str]) -> Iterator[Check]:
    """Checks the home folder; `hosts` grows by what its sources contact."""
    try:
        with open_assistant(settings, create=False) as assistant:
            yield Check("home", True, f"{str(settings.home)!r} opens")
            if settings.people_address:
                yield _checked("database", lambda: _answers(assistant.library.records.people))
            yield _checked("writing", lambda: _writable(settings.home))
            yield _checked("vectors", assistant.library.editions.stores.check)
            yield _checked("indexes", lambda: _indexes(assistant))
            yield _checked("search", lambda: _search(assistant))
            yield _checked("languages", lambda: _languages(assistant))
            if second := assistant.library.editions.wanted.second:
                yield _checked("second model", lambda: _opens(second))
            for source in sources_of(assistant).all():
                hosts += _contacted_by(source)
                yield _source(source)
            if settings.rules:
                problem = assistant.access.problem
                yield Check("rules", not problem, problem or f"{str(settings.rules)!r} holds")
    except TenkyoError as error:
        yield Check("home", False, str(error))


def _source(source: DocumentSource) -> Check:
    """Says what became of a source; whether it can be reached now is not tried."""
    name = f"source {source.name!r}"
    if source.problem:
        return Check(name, False, f"{printable(source.problem)} What was fetched before stays.")
    fetched = f"fetched {source.synced}" if source.synced else "not fetched yet"
    return Check(name, True, f"{printable(source.address)}, {fetched}")


def _contacted_by(source: DocumentSource) -> list[str]:
    hosts = contacted(source.address, dict(source.options))
    return [f"the source {source.name!r} contacts {host}" for host in hosts if not is_local(host)]


def _reader(reader: EvidenceReader) -> str:
    if reader.load() is None:
        raise HomeError(f"{reader.failure} Until then, answers are chosen without reading.")
    return "reads questions and passages together"


def _model(settings: Settings) -> Iterator[Check]:
    if model := language_model(settings):
        yield _checked("language model", lambda: _writes(model))


def _directory(settings: Settings) -> Iterator[Check]:
    """Says whether a directory names groups; nobody is asked for who is there."""
    if settings.ldap_url:
        yield _checked("directory", lambda: _names_groups(settings))


def _names_groups(settings: Settings) -> str:
    asked_of(settings)(_NOBODY)
    bind = settings.ldap_bind or "nobody"
    return f"{settings.ldap_url!r} answers {bind!r} below {settings.ldap_base!r}"


def _traces(settings: Settings) -> Iterator[Check]:
    if settings.traces:
        contents = "with" if settings.traces_contents else "without"
        there = find_spec(_SENDER) is not None
        finding = f"go to {settings.traces!r}, {contents} what is asked"
        yield Check("traces", there, finding if there else "install: pip install 'tenkyo[traces]'")


def _writes(model: LanguageModel) -> str:
    began = time.monotonic()
    with closing(model.stream(_READY, {})) as pieces:
        first = next((piece for piece in pieces if piece.strip()), "")
    if not first:
        raise ModelFailure(
            FailureKind.FAILED, f"{model.name!r} writes nothing. Name a chat model that is loaded."
        )
    return f"{model.name!r} wrote its first words after {time.monotonic() - began:.1f} s"


def _checked(name: str, find: Callable[[], str]) -> Check:
    try:
        return Check(name, True, find())
    except (TenkyoError, OSError) as error:
        return Check(name, False, str(error))


def _writable(home: Path) -> str:
    with writing(home):
        return "nobody else is writing"


def _answers(people: Database) -> str:
    people.check()
    return f"{people.shown!r} answers and can be used"


def _indexes(assistant: Assistant) -> str:
    problem = assistant.library.disagreement()
    if problem:
        raise HomeError(f"{problem}; to mend them: {command('index FOLDER')}")
    overview = assistant.overview(OPERATOR)
    return f"{overview.documents:,} documents and {overview.passages:,} passages agree"


def _search(assistant: Assistant) -> str:
    library = assistant.library
    passages = (p for document in library.documents() for p in library.passages_of(document))
    passage = next(passages, None)
    if passage is None:
        raise NoIndexError(
            f"nothing is indexed yet; build an index with: {command('index FOLDER')}"
        )
    hits = library.search(Query(" ".join(passage.text.split())[:200]), top_k=5)
    if passage.id not in [hit.passage.id for hit in hits]:
        raise HomeError("a passage is not found by its own words; index again into a new home")
    return "a passage is found by its own words"


def _opens(second: Embedder) -> str:
    second.count(["ready"])
    return f"{second.name!r} opens, for languages that the first does not read"


def _network(settings: Settings, tried: Sequence[str], hosts: Sequence[str]) -> str:
    """Says whether anything leaves the machine; the checks before this one ran without a network.

    Raises:
        HomeError: something tried to leave without a setting that says so.
    """
    if tried:
        raise HomeError(f"something tried to leave this machine: {tried[0]}; please report it")
    found = contacts(settings)
    foreign = [f"{each.setting} contacts {each.host}" for each in found if each.foreign]
    if foreign or hosts:
        return f"NOT closed, as the settings say so: {', '.join([*foreign, *hosts])}"
    return "nothing left this machine, and no setting makes it"


def _languages(assistant: Assistant) -> str:
    findings = assistant.library.self_check()
    dead = [f"{f.language} ({' and '.join(f.dead)} search)" for f in findings if f.dead]
    if dead:
        raise HomeError(
            f"not found by its own sentence: {', '.join(dead)}; index again into a new home"
        )
    return f"found by a sentence of its own: {', '.join(f.language for f in findings) or 'none'}"
