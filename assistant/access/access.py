"""Who may see what: the one place that is asked before anything of a document is shown."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from hashlib import sha256

from assistant.access.contents import Chosen, Contents
from assistant.access.permissions import Decision, Rules, RulesFile
from assistant.types import Named, Operator, Reader
from index.library import Library
from index.read_protocol import ReadableLibrary, ReadableRecords
from index.search.scope import Scope
from index.visible_library import MaySee, VisibleLibrary

_KEPT = 64


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

    It follows the rules file and the index from one request to the next. What was worked out is
    kept as long as both stay as they are.
    """

    def __init__(self, library: Library, rules: RulesFile | None = None) -> None:
        """Takes everything there is, and the rules, if there are any."""
        self._library, self._file = library, rules
        self._decided = lru_cache(maxsize=2)(self._decide_all)
        self._scopes = lru_cache(maxsize=_KEPT)(self._scope_of)
        self._libraries = lru_cache(maxsize=_KEPT)(self._library_of)
        self._contents = lru_cache(maxsize=_KEPT)(self._contents_of)
        self._narrowed = lru_cache(maxsize=_KEPT)(self._narrowed_to)

    @property
    def problem(self) -> str:
        """Why the rules file as it is now is not followed, empty if it is."""
        if self._file is None:
            return ""
        self._file.current()
        return self._file.problem

    def scope(self, reader: Reader) -> Scope | None:
        """Returns the documents that a reader may see, None if that is all of them."""
        rules = self._rules_for(reader)
        return None if rules is None else self._scopes(rules, self._documents(), reader.groups)

    def library(self, reader: Reader) -> ReadableLibrary:
        """Returns the library as a reader sees it: what is hidden is not there."""
        return self.view(reader).library

    def view(self, reader: Reader, names: Sequence[str] = ()) -> View:
        """Returns what a reader sees, and a name for what decides that; with names, only these.

        A scope never adds to what the reader sees: its names are looked for among that.

        Raises:
            ScopeError: a name leads nowhere, or to nothing that the reader may see.
        """
        rules = self._rules_for(reader)
        view = View(self._library) if rules is None else self._view(rules, reader)
        return self._narrowed(view, self._documents(), tuple(names)) if names else view

    def contents(self, reader: Reader) -> Contents:
        """Returns what a reader can keep a question to."""
        return self._contents(self.view(reader).library, self._documents())

    def may_see(self, reader: Reader, path: str, folder: str = "") -> bool:
        """Tells whether a reader may see a file, by its path in the folder that was indexed.

        Where the folder is not known, rules that grant something in one folder do not.
        """
        rules = self._rules_for(reader)
        return rules is None or rules.decide(folder, path).admits(reader.groups)

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
        rules = self._rules_for(reader)
        if rules is None:
            return True
        view = self._view(rules, reader)
        if basis.unknown or basis.counted not in (None, view.name):
            return False
        records, admitted = view.library.records, partial(_admitted, rules, reader.groups)
        shown = all(records.version(i, v) is not None for i, v in basis.versions)
        return shown and all(self._may_name(records, admitted, each) for each in basis.named)

    def _may_name(self, records: ReadableRecords, admitted: MaySee, named: Named) -> bool:
        """Tells whether a document is visible, and a version of it that is gone was."""
        current = self._library.records.document(named.document_id)
        if current is None:
            return admitted("", named.path)
        if records.document(named.document_id) is None:
            return False
        return current.version == named.version or admitted("", named.path)

    def decision(self, path: str, folder: str = "") -> Decision | None:
        """Returns for whom a file is and by which rules, None if there are no rules."""
        return self._file.current().decide(folder, path) if self._file else None

    def _view(self, rules: Rules, reader: Reader) -> View:
        decides = json.dumps([rules.revision, sorted(reader.groups)])
        library = self._libraries(rules, self._documents(), reader.groups)
        return View(library, sha256(decides.encode(errors="replace")).hexdigest())

    def _rules_for(self, reader: Reader) -> Rules | None:
        """Returns the rules that hold for a reader, None if none do."""
        if self._file is None or isinstance(reader, Operator):
            return None
        return self._file.current()

    def _documents(self) -> str:
        facts = self._library.records.facts()
        return f"{facts.get('documents')} {facts.get('generation')} {facts.get('revision')}"

    def _decide_all(self, rules: Rules, _documents: str) -> dict[Decision, set[str]]:
        """Returns the documents by who may see them."""
        decided: dict[Decision, set[str]] = defaultdict(set)
        for file in self._library.records.files():
            if file.document_id:
                decision = rules.decide(file.source, file.path)
                decided[Decision(decision.allow, decision.deny)].add(file.document_id)
        return decided

    def _scope_of(self, rules: Rules, documents: str, groups: frozenset[str]) -> Scope:
        decided = self._decided(rules, documents).items()
        admitted = (ids for decision, ids in decided if decision.admits(groups))
        return Scope(frozenset[str]().union(*admitted))

    def _library_of(self, rules: Rules, documents: str, groups: frozenset[str]) -> VisibleLibrary:
        scope = self._scopes(rules, documents, groups)
        return VisibleLibrary(self._library, scope, partial(_admitted, rules, groups))

    def _contents_of(self, library: ReadableLibrary, _documents: str) -> Contents:
        return Contents(library.records.listing(), library.tags())

    def _narrowed_to(self, view: View, documents: str, names: tuple[str, ...]) -> View:
        chosen = self._contents(view.library, documents).choose(names)
        ids = frozenset[str]().union(*(each.documents for each in chosen))
        listing = view.library.records.listing()
        paths = {(each.source, each.path) for each in listing if each.id in ids}
        library = VisibleLibrary(self._library, Scope(ids), lambda *file: file in paths)
        return replace(view, library=library, kept_to=chosen)


def _admitted(rules: Rules, groups: frozenset[str], folder: str, path: str) -> bool:
    return rules.decide(folder, path).admits(groups)
