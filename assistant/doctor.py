"""Checks of an installation: what works, what does not, and what to do about it."""

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.assistant import Assistant, open_assistant
from assistant.egress import contacts, loopback_only
from assistant.settings import Settings
from index.errors import HomeError, NoIndexError, TenkyoError
from index.lock import writing
from index.retrieval import Query

_LEAST_FREE_MB = 500


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, and what was found."""

    name: str
    passed: bool
    finding: str


def examine(settings: Settings) -> list[Check]:
    """Looks at everything an answer needs, in the order in which it is needed."""
    with loopback_only() as tried:
        found = [*_surroundings(settings), *_index(settings)]
    return [*found, _checked("network", lambda: _network(settings, tried))]


def _surroundings(settings: Settings) -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("python", sys.version_info >= (3, 11), f"{version} (3.11 or newer is needed)")
    home = settings.home.resolve()
    there = next(place for place in (home, *home.parents) if place.exists())
    free = shutil.disk_usage(there).free // 1_000_000
    yield Check("disk", free > _LEAST_FREE_MB, f"{free:,} MB free at {str(there)!r}")


def _index(settings: Settings) -> Iterator[Check]:
    try:
        with open_assistant(settings, create=False) as assistant:
            yield Check("home", True, f"{str(settings.home)!r} opens")
            yield _checked("writing", lambda: _writable(settings.home))
            yield _checked("indexes", lambda: _indexes(assistant))
            yield _checked("search", lambda: _search(assistant))
            yield _checked("languages", lambda: _languages(assistant))
    except TenkyoError as error:
        yield Check("home", False, str(error))


def _checked(name: str, find: Callable[[], str]) -> Check:
    try:
        return Check(name, True, find())
    except (TenkyoError, OSError) as error:
        return Check(name, False, str(error))


def _writable(home: Path) -> str:
    with writing(home):
        return "nobody else is writing"


def _indexes(assistant: Assistant) -> str:
    problem = assistant.library.disagreement()
    if problem:
        raise HomeError(f"{problem}; to mend them: tenkyo index FOLDER")
    overview = assistant.overview()
    return f"{overview.documents:,} documents and {overview.passages:,} passages agree"


def _search(assistant: Assistant) -> str:
    library = assistant.library
    passages = (p for document in library.documents() for p in library.passages_of(document))
    passage = next(passages, None)
    if passage is None:
        raise NoIndexError("nothing is indexed yet; build an index with: tenkyo index FOLDER")
    hits = library.search(Query(" ".join(passage.text.split())[:200]), top_k=5)
    if passage.id not in [hit.passage.id for hit in hits]:
        raise HomeError("a passage is not found by its own words; index again into a new home")
    return "a passage is found by its own words"


def _network(settings: Settings, tried: Sequence[str]) -> str:
    """Says whether anything leaves the machine; the checks before this one ran without a network.

    Raises:
        HomeError: something tried to leave without a setting that says so.
    """
    if tried:
        raise HomeError(f"something tried to leave this machine: {tried[0]}; please report it")
    found = contacts(settings)
    foreign = [f"{each.setting} contacts {each.host}" for each in found if each.foreign]
    if foreign:
        return f"NOT closed, as the settings say so: {', '.join(foreign)}"
    return "nothing left this machine, and no setting makes it"


def _languages(assistant: Assistant) -> str:
    findings = assistant.library.self_check()
    dead = [f"{f.language} ({' and '.join(f.dead)} search)" for f in findings if f.dead]
    if dead:
        raise HomeError(
            f"not found by its own sentence: {', '.join(dead)}; index again into a new home"
        )
    return f"found by a sentence of its own: {', '.join(f.language for f in findings) or 'none'}"
