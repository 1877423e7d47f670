"""Who may see what: the one place that is asked before anything of a document is shown."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from assistant.permissions import Decision, Rules, RulesFile
from assistant.types import Operator, Reader
from index.library import Library
from index.read_protocol import ReadableLibrary
from index.scope import Scope
from index.visible_library import VisibleLibrary

_KEPT = 64

Authorize = Callable[[Reader, Iterable[tuple[str, str]]], bool]
"""Tells whether a reader may see versions of documents, all of them, by id and version."""


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
        rules = self._rules_for(reader)
        if rules is None:
            return self._library
        return self._libraries(rules, self._documents(), reader.groups)

    def may_see(self, reader: Reader, path: str, folder: str = "") -> bool:
        """Tells whether a reader may see a file, by its path in the folder that was indexed.

        Where the folder is not known, rules that grant something in one folder do not.
        """
        rules = self._rules_for(reader)
        return rules is None or rules.decide(folder, path).admits(reader.groups)

    def authorize(self, reader: Reader, versions: Iterable[tuple[str, str]]) -> bool:
        """Tells whether a reader may see versions of documents, all of them, by id and version.

        The path of an old version at its time decides too. One that was not kept is for nobody:
        it is not known where it lay.
        """
        if self._rules_for(reader) is None:
            return True
        records = self.library(reader).records
        return all(records.version(i, v) is not None for i, v in versions)

    def decision(self, path: str, folder: str = "") -> Decision | None:
        """Returns for whom a file is and by which rules, None if there are no rules."""
        return self._file.current().decide(folder, path) if self._file else None

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


def _admitted(rules: Rules, groups: frozenset[str], folder: str, path: str) -> bool:
    return rules.decide(folder, path).admits(groups)
