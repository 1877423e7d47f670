"""Who may see what: the one place that is asked before anything of a document is shown."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.access.attached import FOLDER, attached_folders, conversation_of
from assistant.access.contents import Chosen, Contents
from assistant.access.permissions import Decision, Rules, RulesFile
from assistant.access.sight import SeenVersions, Sight
from assistant.types import Named, Operator, Reader
from index.library import Library
from index.read_protocol import ReadableLibrary
from index.search.scope import Scope
from index.store.record_rows import FileRecord
from index.visible_library import VisibleLibrary

_KEPT = 64
_PLACES_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class View:
    """The library as a reader sees it. `name` stands for the rules and groups that decide that.

    It is empty where no rules hold. `kept_to` is what the reader chose of all that, empty for
    everything: the library then holds nothing else.
    """

    library: ReadableLibrary
    name: str = ""
    kept_to: tuple[Chosen, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What a stored answer tells of: who may not see all of that any more may not see the answer.

    `versions` are shown by it, by document id and version, and `named` are told of beside them.
    `counted` is the name of the view in which it counts documents, None if it counts none. With
    `unknown` it tells of documents, but it was not noted of which.
    """

    versions: Collection[tuple[str, str]] = ()
    named: Sequence[Named] = ()
    counted: str | None = None
    unknown: bool = False


Authorize = Callable[[Reader, Basis], bool]
"""Tells whether a reader may see an answer of this basis."""


class Access:
    """What each reader may see of a library. Without rules, everybody sees everything.

    Files that belong to a conversation are seen in it alone, whatever the rules say. It follows the
    rules file and the index from one request to the next. What was worked out is kept as long as
    both stay as they are.
    """

    def __init__(self, library: Library, rules: RulesFile | None = None) -> None:
        """Takes everything there is, and the rules, if there are any."""
        self._library, self._file = library, rules
        self._decided = lru_cache(maxsize=2)(self._decide_all)
        self._attached = lru_cache(maxsize=2)(self._find_attached)
        self._scopes = lru_cache(maxsize=_KEPT)(self._scope_of)
        self._libraries = lru_cache(maxsize=_KEPT)(self._library_of)
        self._contents = lru_cache(maxsize=_KEPT)(self._contents_of)
        self._narrowed = lru_cache(maxsize=_KEPT)(self._narrowed_to)
        self._versions = lru_cache(maxsize=2)(self._versions_of)
        self._last_place = lru_cache(maxsize=_PLACES_KEPT)(self._place_of)

    @property
    def problem(self) -> str:
        """Why the rules file as it is now is not followed, empty if it is."""
        if self._file is None:
            return ""
        self._file.current()
        return self._file.problem

    def shared_files(self) -> list[FileRecord]:
        """Returns every file that was seen but for those that belong to a conversation."""
        folders = attached_folders(self._library)
        return [file for file in self._library.records.files() if file.source not in folders]

    @property
    def hides_some(self) -> bool:
        """Whether there may be something that a reader does not see."""
        return self._file is not None or bool(self._library.records.facts().get(FOLDER))

    def scope(self, reader: Reader) -> Scope | None:
        """Returns the documents that a reader may see, None if that is all of them."""
        sight = self._sight(reader)
        return self._seen(sight, self._documents()) if sight else None

    def library(self, reader: Reader) -> ReadableLibrary:
        """Returns the library as a reader sees it: what is hidden is not there."""
        sight = self._sight(reader)
        return self._libraries(sight, self._documents()) if sight else self._library

    def view(self, reader: Reader, names: Sequence[str] = ()) -> View:
        """Returns what a reader sees, and a name for what decides that; with names, only these.

        A scope never adds to what the reader sees: its names are looked for among that.

        Raises:
            ScopeError: a name leads nowhere, or to nothing that the reader may see.
        """
        documents = self._documents()
        sight = self._sight(reader)
        if sight and sight.conversation not in self._attached(documents):
            sight = replace(sight, conversation="")  # All of these see the same.
        view = View(self._libraries(sight, documents), sight.name) if sight else View(self._library)
        return self._narrowed(view, documents, tuple(names)) if names else view

    def contents(self, reader: Reader) -> Contents:
        """Returns what a reader can keep a question to."""
        return self._contents(self.view(reader).library, self._documents())

    def may_see(self, reader: Reader, path: str, folder: str = "") -> bool:
        """Tells whether a reader may see a file, by its path in the folder that was indexed.

        Where the folder is not known, rules that grant something in one folder do not.
        """
        sight = self._sight(reader)
        return sight is None or sight.admits(folder, path)

    def may_add(self, reader: Reader, path: str, folder: str) -> bool:
        """Tells whether a rule lets a reader add a file to a folder; without rules, nobody."""
        rules = self._rules_for(reader)
        return rules is not None and rules.may_add(reader.groups, folder, path)

    def may_mind(self, reader: Reader) -> bool:
        """Tells whether the rules let a reader see how the installation stands; without, nobody."""
        rules = self._rules_for(reader)
        return rules is not None and rules.may_mind(reader.groups)

    def may_add_some(self, reader: Reader) -> bool:
        """Tells whether a rule lets a reader add any file."""
        rules = self._rules_for(reader)
        return rules is not None and rules.may_add_some(reader.groups)

    def authorize(self, reader: Reader, basis: Basis) -> bool:
        """Tells whether a reader may see an answer: all that it shows, names and counts.

        The path of an old version at its time decides too. One that is shown and was not kept is
        for nobody: it is not known where it lay.
        """
        sight = self._sight(reader)
        if sight is None:
            return True
        everywhere = replace(sight, conversation="")
        if basis.unknown and sight.rules:
            return False
        if basis.counted not in (None, sight.name, everywhere.name):
            return False
        documents = self._documents()
        seen = SeenVersions(
            sight, self._versions(documents), self._seen(sight, documents).documents
        )
        shown = all(self._may_show(seen, i, v, documents) for i, v in basis.versions)
        return shown and all(
            seen.admits(each.document_id, each.version, each.path) for each in basis.named
        )

    def _may_show(self, seen: SeenVersions, document_id: str, version: str, documents: str) -> bool:
        """Tells whether a version may be shown; none of its text is read, but once of an old one.

        That which is there now lies where its document does.
        """
        if seen.versions.get(document_id) == version:
            return document_id in seen.documents
        try:
            return seen.admits(
                document_id, version, self._last_place(document_id, version, documents)
            )
        except LookupError:
            return False

    def _place_of(self, document_id: str, version: str, _documents: str) -> str:
        """Returns where an old version lay last.

        Raises:
            LookupError: it is not kept, which may be otherwise soon.
        """
        found = self._library.records.version(document_id, version)
        if found is None:
            raise LookupError(version)
        return found.path

    def state(self) -> str:
        """Returns what stands for the documents and the rules as they are now."""
        rules = self._file.current().revision if self._file else ""
        return f"{self._documents()} {rules}"

    def decision(self, path: str, folder: str = "") -> Decision | None:
        """Returns for whom a file is and by which rules, None if there are no rules."""
        return self._file.current().decide(folder, path) if self._file else None

    def _sight(self, reader: Reader) -> Sight | None:
        """Returns what decides what a reader sees, None if nothing is hidden from anybody."""
        rules = self._rules_for(reader)
        if rules is None and not self._library.records.facts().get(FOLDER):
            return None
        groups = reader.groups if rules else frozenset[str]()
        return Sight(rules, groups, reader.conversation, attached_folders(self._library))

    def _rules_for(self, reader: Reader) -> Rules | None:
        """Returns the rules that hold for a reader, None if none do."""
        if self._file is None or isinstance(reader, Operator):
            return None
        return self._file.current()

    def _documents(self) -> str:
        facts = self._library.records.facts()
        return f"{facts.get('documents')} {facts.get('generation')} {facts.get('revision')}"

    def _decide_all(self, rules: Rules, _documents: str) -> dict[Decision, set[str]]:
        """Returns the documents by who may see them, but for those of conversations."""
        decided: dict[Decision, set[str]] = defaultdict(set)
        for file in self.shared_files():
            if file.document_id:
                decision = rules.decide(file.source, file.path)
                decided[Decision(decision.allow, decision.deny)].add(file.document_id)
        return decided

    def _versions_of(self, _documents: str) -> Mapping[str, str]:
        """Returns the current version of each document, by its id."""
        return {each.id: each.version for each in self._library.records.listing()}

    def _find_attached(self, _documents: str) -> Mapping[str, set[str]]:
        """Returns the documents that belong to a conversation, by that."""
        attached: dict[str, set[str]] = defaultdict(set)
        folders = attached_folders(self._library)
        for file in self._library.records.files():
            if file.document_id and file.source in folders:
                attached[conversation_of(file.path)].add(file.document_id)
        return dict(attached)

    def _scope_of(self, sight: Sight, documents: str) -> Scope:
        mine = self._attached(documents).get(sight.conversation, set())
        if sight.rules is None:
            shared = {file.document_id for file in self.shared_files() if file.document_id}
            return Scope(frozenset(shared | mine))
        decided = self._decided(sight.rules, documents).items()
        admitted = (ids for decision, ids in decided if decision.admits(sight.groups))
        return Scope(frozenset[str]().union(mine, *admitted))

    def _library_of(self, sight: Sight, documents: str) -> VisibleLibrary:
        return VisibleLibrary(self._library, self._seen(sight, documents), sight.admits)

    def _seen(self, sight: Sight, documents: str) -> Scope:
        if sight.conversation not in self._attached(documents):
            sight = replace(sight, conversation="")
        return self._scopes(sight, documents)

    def _contents_of(self, library: ReadableLibrary, _documents: str) -> Contents:
        return Contents(library.records.listing(), library.tags(), attached_folders(self._library))

    def _narrowed_to(self, view: View, documents: str, names: tuple[str, ...]) -> View:
        chosen = self._contents(view.library, documents).choose(names)
        ids = frozenset[str]().union(*(each.documents for each in chosen))
        listing = view.library.records.listing()
        paths = {(each.source, each.path) for each in listing if each.id in ids}
        library = VisibleLibrary(self._library, Scope(ids), lambda *file: file in paths)
        return replace(view, library=library, kept_to=chosen)
