"""What a question can be kept to: documents, the folders they lie in, and the tags they name.

A reader chooses by name among what that reader may see. What is hidden is not in here, so that a
name that leads nowhere and one that leads to what is hidden are the same.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count, islice
from pathlib import PurePath, PurePosixPath

from assistant.access.attached import conversation_of
from index.errors import UsageError
from index.types import Listed

LONGEST_NAME = 1_000
"""In characters; no longer name of a document, folder or tag is looked for."""

MOST_NAMES = 50
"""Of so many documents, folders and tags a scope is made at most."""

TAG = "#"
"""What stands before the name of a tag."""


class Kind(StrEnum):
    """What a question is kept to."""

    DOCUMENT = "document"
    FOLDER = "folder"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A document, folder or tag by the name that chooses it, and the documents that belong to it.

    `title` is what it is called: the title of a document, the last part of the name of a folder.
    """

    kind: Kind
    name: str
    title: str
    documents: frozenset[str]

    @property
    def is_attached(self) -> bool:
        """Whether it belongs to a conversation: a file of it, or all."""
        return self.kind is not Kind.TAG and bool(conversation_of(self.name))


class ScopeError(UsageError):
    """Raised when a question is kept to what is not there, or not for this reader."""

    def __init__(self, name: str) -> None:
        """Says what there is none of."""
        self.name = name[:80]
        super().__init__(
            f"There is no document, folder or tag {self.name!r}."
            " Leave it out, or choose another: the list of documents names them."
        )


class Contents:
    """The documents, folders and tags that one reader can keep a question to."""

    def __init__(
        self,
        listing: Sequence[Listed],
        tags: Mapping[str, Sequence[str]],
        beside: Collection[str] = (),
    ) -> None:
        """Takes the documents that the reader may see, and their tags by their ids.

        Those of the folders `beside` are named by their paths alone, and change no other name.
        """
        self.listing = tuple(listing)
        labels = labels_of(sorted({each.source for each in listing} - set(beside)))
        self._alone = next(iter(labels.values())) if len(labels) == 1 else ""
        self._names = {
            each.id: each.path
            if self._alone or each.source in beside
            else f"{labels[each.source]}/{each.path}"
            for each in listing
        }
        self.documents = tuple(
            Chosen(Kind.DOCUMENT, self._names[each.id], each.title, frozenset({each.id}))
            for each in listing
        )
        self.folders = _gathered(Kind.FOLDER, self._folders_of(self._names))
        tagged = ((i, f"{TAG}{tag}") for i, each in tags.items() for tag in each)
        self.tags = _gathered(Kind.TAG, tagged)

    def name(self, document_id: str) -> str:
        """Returns the name that chooses one document: its path, or else its id, which does too."""
        return self._names.get(document_id, document_id)

    def choose(self, names: Sequence[str]) -> tuple[Chosen, ...]:
        """Returns what some names choose; a name that fits several of a kind means all of them.

        A document is named by its path, its id or its title, a folder by its path, a tag by itself;
        of a path the end is enough.

        Raises:
            ScopeError: one chooses nothing.
            UsageError: they are too many.
        """
        if len(names) > MOST_NAMES:
            raise UsageError(
                f"The question is kept to {len(names)} names, and the limit is {MOST_NAMES}."
                " Choose a folder or a tag that holds them."
            )
        return tuple(dict.fromkeys(map(self._chosen, names)))

    def matching(self, words: str, most: int) -> list[Chosen]:
        """Returns what has all words in its name or title: folders, then tags, then documents."""
        wanted = _folded(words).split()
        everything = (*self.folders, *self.tags, *self.documents)
        return list(islice((each for each in everything if _has_all(each, wanted)), most))

    def _chosen(self, name: str) -> Chosen:
        wanted = name[: LONGEST_NAME + 1].strip().removeprefix("./").strip("/")
        if wanted and len(wanted) <= LONGEST_NAME:
            for spelling in (_exact, _folded):
                for found in self._levels(spelling(wanted), spelling):
                    if found:
                        return _all_of(wanted, found)
        raise ScopeError(name)

    def _levels(self, wanted: str, spelling: "_Spelling") -> Iterator[list[Chosen]]:
        """Yields what a name may mean, the nearest meaning first."""
        yield [each for each in self.documents if wanted in each.documents]
        inside = self._inside(wanted, spelling)
        for parts in (self.documents, self.folders):
            yield [each for each in parts if spelling(each.name) == inside]
        yield list(self.documents) if self._alone and spelling(self._alone) == wanted else []
        yield [
            t for t in self.tags if spelling(t.name).removeprefix(TAG) == wanted.removeprefix(TAG)
        ]
        yield [each for each in self.documents if spelling(each.title) == wanted]
        for parts in (self.folders, self.documents):
            yield [each for each in parts if spelling(each.name).endswith(f"/{inside}")]

    def _inside(self, wanted: str, spelling: "_Spelling") -> str:
        """Returns a path as it is in the one indexed folder, if it begins with the name of that."""
        return wanted.removeprefix(f"{spelling(self._alone)}/") if self._alone else wanted

    def _folders_of(self, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for document_id, name in names.items():
            for folder in PurePosixPath(name).parents:
                if folder.name:
                    yield document_id, str(folder)


_Spelling = Callable[[str], str]


def labels_of(sources: Sequence[str]) -> dict[str, str]:
    """Returns what to call each indexed folder, by its path, so that no two look the same.

    The names of the folders around it may be private, as where it lies is: of several folders of
    one name, the second is "name (2)".
    """
    labels: dict[str, str] = {}
    shown: set[str] = set()
    for source in sources:
        name = PurePath(source).name or source
        possible = (name if number == 1 else f"{name} ({number})" for number in count(1))
        labels[source] = next(each for each in possible if _exact(each) not in shown)
        shown.add(_exact(labels[source]))
    return labels


def _gathered(kind: Kind, members: Iterable[tuple[str, str]]) -> tuple[Chosen, ...]:
    """Returns folders or tags by name, from documents and the names of what they belong to."""
    found: dict[str, set[str]] = defaultdict(set)
    for document_id, name in members:
        found[name].add(document_id)
    return tuple(
        Chosen(kind, name, _title(kind, name), frozenset(found[name])) for name in sorted(found)
    )


def _title(kind: Kind, name: str) -> str:
    return name if kind is Kind.TAG else PurePosixPath(name).name


def _all_of(name: str, found: Sequence[Chosen]) -> Chosen:
    if len(found) == 1:
        return found[0]
    documents = frozenset[str]().union(*(each.documents for each in found))
    return Chosen(found[0].kind, name, name, documents)


def _has_all(chosen: Chosen, wanted: Sequence[str]) -> bool:
    known = _folded(f"{chosen.name} {chosen.title}")
    return all(word in known for word in wanted)


def _exact(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
