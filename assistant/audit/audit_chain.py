"""The chain of the audit record: how entries are hashed, and how a chain of them is verified.

Every entry names the hash of the one before it, and its own hash covers that name and everything
else of the entry but its contents. Of the contents it covers a commitment: a hash that is keyed by
a salt. Contents can so be erased, with their salt, and what is left says nothing about them; the
chain still verifies, as long as a later entry says that they were erased.
"""

import hmac
import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from pydantic import JsonValue

Span = tuple[int, int]
"""The numbers of entries from the first to the last, both included."""

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the record; `number` counts from 1, `at` is an ISO time in UTC.

    `content` is canonical JSON and empty once it is erased. `erased` names the entries whose
    contents this one erased. The hashes are SHA-256 in hexadecimal.
    """

    number: int
    at: str
    kind: str
    erased: tuple[Span, ...]
    previous: str
    commitment: str
    hash: str
    salt: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a chain: its number, 0 if there is none, and its hash."""

    number: int = 0
    hash: str = GENESIS

    def __str__(self) -> str:
        """Returns what a person can note down, and give to `read_head` again."""
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True, slots=True)
class ChainFinding:
    """What became of verifying a chain. `broken` names the first thing wrong, empty if nothing is.

    `erased` is how many entries have no contents any more.
    """

    entries: int
    erased: int
    head: Head
    broken: str = ""

    @property
    def line(self) -> str:
        """The finding in words."""
        if self.broken:
            return self.broken
        entries = f"{self.entries:,} {'entry' if self.entries == 1 else 'entries'}"
        erased = f", {self.erased:,} without contents" if self.erased else ""
        return f"{entries}{erased}: none altered, removed or added. Head: {self.head}"


def canonical(value: JsonValue) -> str:
    """Returns JSON in its one canonical form: keys sorted, no spaces, as few escapes as can be.

    This is RFC 8785 for what the record holds: keys in ASCII, and no floating point numbers, whose
    texts differ between languages.

    Raises:
        TypeError: there is a floating point number in it.
    """
    _without_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _without_floats(value: JsonValue) -> None:
    if isinstance(value, float):
        raise TypeError(f"{value!r} has no canonical form. Make it a text or a whole number.")
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            _without_floats(each)


def commitment(salt: str, content: str) -> str:
    """Returns the hash that binds an entry to its contents; without the salt nobody can guess."""
    return hmac.new(salt.encode(), content.encode(), sha256).hexdigest()


def hash_of(entry: AuditEntry) -> str:
    """Returns the hash of an entry: over the one before it, and all of it but the contents."""
    covered: JsonValue = {
        "at": entry.at,
        "commitment": entry.commitment,
        "erased": [[first, last] for first, last in entry.erased],
        "kind": entry.kind,
        "number": entry.number,
        "previous": entry.previous,
    }
    return sha256(canonical(covered).encode()).hexdigest()


def spans_of(numbers: Iterable[int]) -> tuple[Span, ...]:
    """Returns numbers in ascending order as spans of those that follow each other."""
    return tuple(_merged((number, number) for number in numbers))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _holds(spans: Sequence[Span], number: int) -> bool:
    place = bisect_right(spans, number, key=lambda span: span[0])
    return place > 0 and number <= spans[place - 1][1]


@dataclass(slots=True)
class Walk:
    """Verifies a chain entry by entry, from `start` on, which is the entry before the first."""

    start: Head = field(default_factory=Head)
    known: Sequence[Head] = ()
    withheld: bool = False
    head: Head = field(init=False)
    _missing: list[int] = field(init=False, default_factory=list)
    _erased: list[tuple[Span, int]] = field(init=False, default_factory=list)
    _present: list[int] = field(init=False, default_factory=list)

    def over(self, entries: Iterable[AuditEntry]) -> ChainFinding:
        """Returns what was found; `known` heads must be entries of the chain.

        Where contents are `withheld`, as in the export of one reader, nobody need have erased them.
        """
        self.head = self.start
        for entry in entries:
            if broken := self._next(entry):
                return self._finding(broken)
        return self._finding(self._contents() or self._ahead())

    def _next(self, entry: AuditEntry) -> str:
        if entry.number != self.head.number + 1:
            return f"Entry {self.head.number + 1} is missing: entry {entry.number} comes instead."
        if entry.previous != self.head.hash:
            return f"Entry {entry.number} does not follow the entry before it."
        if entry.hash != hash_of(entry):
            return f"Entry {entry.number} was altered: it does not fit its hash."
        if entry.content and entry.commitment != commitment(entry.salt, entry.content):
            return f"The contents of entry {entry.number} were altered."
        (self._present if entry.content else self._missing).append(entry.number)
        self._erased += [(span, entry.number) for span in entry.erased]
        self.head = Head(entry.number, entry.hash)
        if any(k.number == entry.number and k.hash != entry.hash for k in self.known):
            return f"Entry {entry.number} is another one than was noted before."
        return ""

    def _contents(self) -> str:
        """Returns what is wrong with contents that were erased, or that nobody has erased."""
        gone = _merged((first, min(last, by - 1)) for (first, last), by in self._erased)
        lost = next((n for n in self._missing if not _holds(gone, n)), None)
        back = next((n for n in self._present if _holds(gone, n)), None)
        if lost is not None and not self.withheld:
            return f"The contents of entry {lost} are missing, and no entry says they were erased."
        if back is not None:
            return f"The contents of entry {back} were erased, and are there again."
        return ""

    def _ahead(self) -> str:
        ahead = max((known.number for known in self.known), default=0)
        if ahead <= self.head.number:
            return ""
        return f"Entry {self.head.number + 1} is missing: the last one was entry {ahead} before."

    def _finding(self, broken: str) -> ChainFinding:
        entries = len(self._present) + len(self._missing)
        return ChainFinding(entries, len(self._missing), self.head, broken)
