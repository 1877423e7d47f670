"""What a list is asked for: a filter of equalities, and which of those that fit."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from assistant.provisioning.pushed import PushError, WantedResources

MOST_LISTED = 200
"""How many resources a list has at most."""

_TERM = re.compile(
    r'\s*(?:urn:[\w.:-]+:)?([A-Za-z]+)(?:\.value)?(\[\s*value)?\s+eq\s+("(?:[^"\\]|\\.)*")\s*(\])?\s*',
    re.IGNORECASE,
)
_AND = re.compile(r"and(?=\s)", re.IGNORECASE)
_LONGEST = 1_000
_USERS = ("userName", "externalId", "id")
_GROUPS = ("displayName", "externalId", "id")


@dataclass(frozen=True, slots=True)
class ShownAttributes:
    """Which attributes an answer has: only some, or all but some, in small letters."""

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        """Tells whether an attribute is shown; what names a resource always is."""
        if name in ("id", "schemas", "meta"):
            return True
        return name.lower() in self.only if self.only else name.lower() not in self.without


def wanted_of(query: Mapping[str, str], kind: str) -> WantedResources:
    """Returns what a list of users or groups is asked for.

    Raises:
        PushError: it cannot be looked for so.
    """
    start = max(1, _number(query, "startIndex", 1))
    count = min(MOST_LISTED, max(0, _number(query, "count", MOST_LISTED)))
    terms = _terms(query.get("filter", ""))
    members = [value for name, value in terms if name.lower() == "members" and kind == "Groups"]
    names = {name.lower(): name for name in (_USERS if kind == "Users" else _GROUPS)}
    others = [(name.lower(), value) for name, value in terms if name.lower() != "members"]
    unknown = [name for name, _ in others if name not in names]
    if unknown or len(members) > 1 or len(members) + len(others) != len(terms):
        raise _unfit(f"by {', '.join(names.values())}, or for groups members")
    found = tuple((names[name], value) for name, value in others)
    return WantedResources(found, "".join(members), start, count)


def shown_of(query: Mapping[str, str]) -> ShownAttributes:
    """Returns which attributes an answer is asked for."""
    only, without = (
        frozenset(filter(None, (each.strip().lower() for each in query.get(name, "").split(","))))
        for name in ("attributes", "excludedAttributes")
    )
    return ShownAttributes(only, without)


def query_in(body: Mapping[str, JsonValue]) -> Mapping[str, str]:
    """Returns what is asked for in a body, where it would be too long for an address."""
    told = {name: value for name, value in body.items() if value is not None}
    return {
        name: ",".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in told.items()
    }


def _terms(text: str) -> list[tuple[str, str]]:
    if len(text) > _LONGEST:
        raise _unfit("with fewer letters")
    terms, place = list[tuple[str, str]](), 0
    while place < len(text):
        if terms:
            joined = _AND.match(text, place)
            place = joined.end() if joined else len(text) + 1
        found = _TERM.match(text, place)
        if found is None or bool(found[2]) != bool(found[4]):
            raise _unfit('with attribute eq "value", and "and" between two')
        try:
            value: str = json.loads(found[3])
        except ValueError:
            raise _unfit("with a value as in JSON") from None
        if not value.isprintable():
            raise _unfit("with a value that can be seen")
        terms.append((found[1], value))
        place = found.end()
    return terms


def _number(query: Mapping[str, str], name: str, otherwise: int) -> int:
    text = query.get(name, "")
    if not text:
        return otherwise
    if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        raise PushError(f"{name!r} is a whole number.")
    return int(text)


def _unfit(how: str) -> PushError:
    return PushError(f"This filter is not supported. Filter {how}.", "invalidFilter")
