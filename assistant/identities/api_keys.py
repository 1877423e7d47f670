"""API keys: what a program proves with that it acts for a reader.

A key is `tenkyo_ID_SECRET`. Its secret, 256 random bits, is shown once and kept as a hash; the id
names it in lists. One of an identity provider, which pushes people and groups, is of another kind,
`tenkyo_scim_ID_SECRET`: neither is good for what the other is.
"""

import hmac
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.audit.audit import Audit
from assistant.audit.audit_facts import Facts
from assistant.types import Reader
from index.command_line import command
from index.database.tables import column, declare_table, primary
from index.errors import UsageError
from index.store.records import Records

_keys = declare_table(
    "api_keys",
    primary("id"),
    column("hash"),
    column("reader"),
    column("groups", sa.JSON),
    column("scopes", sa.JSON),
    column("created"),
    column("expires"),
    column("revoked"),
)

SCOPES = ("ask", "search", "documents", "conversations", "feedback")
"""What a key may be good for."""

PUSHING = "people"
"""What the key of an identity provider is good for, and nothing else."""

PREFIX = "tenkyo_"
_PUSHING_PREFIX = f"{PREFIX}scim_"
_KEY = re.compile(rf"{PREFIX}([0-9a-f]{{12}})_([\w-]{{43}})", re.ASCII)
_PUSHING_KEY = re.compile(rf"{_PUSHING_PREFIX}([0-9a-f]{{12}})_([\w-]{{43}})", re.ASCII)
_LONGEST_NAME = 200
_MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept: for whom, what for, and how long. `expires` is None if it never does."""

    id: str
    reader: Reader
    scopes: tuple[str, ...]
    created: datetime
    expires: datetime | None = None
    revoked: datetime | None = None

    @property
    def shown(self) -> str:
        """The beginning of the key, by which its owner knows it."""
        return f"{_prefix_of(self.scopes)}{self.id}"

    @property
    def pushes(self) -> bool:
        """Whether it is that of an identity provider, and of no reader."""
        return PUSHING in self.scopes

    def holds(self, now: datetime) -> bool:
        """Tells whether the key is good at a time."""
        return self.revoked is None and (self.expires is None or now < self.expires)


class Keys:
    """The API keys of one home folder. What is changed counts from the next request on."""

    def __init__(self, records: Records, audit: Audit | None = None) -> None:
        """Keeps them beside the `records`; with an `audit`, what changes is recorded."""
        self._database = records.people
        self._audit = audit
        writing = partial(records.people.transaction, writing=True)
        self._changing = audit.transaction if audit else writing

    def add(self, reader: Reader, scopes: Collection[str] = SCOPES, days: int = 0) -> str:
        """Makes a key for a reader, and returns it: nobody can read it again.

        It is good for `days`, without them until it is revoked.

        Raises:
            UsageError: a name, scope or number of days that cannot be.
        """
        _check_name("user", reader.name)
        for group in reader.groups:
            _check_name("group", group)
        now, key_id, secret = datetime.now(UTC), secrets.token_hex(6), secrets.token_urlsafe(32)
        row: dict[str, Any] = {
            "id": key_id,
            "hash": _hash(secret),
            "reader": reader.name,
            "groups": sorted(reader.groups),
            "scopes": _checked_scopes(scopes, reader),
            "created": now.isoformat(),
            "expires": (now + timedelta(days=_checked_days(days))).isoformat() if days else "",
            "revoked": "",
        }
        with self._changing() as connection:
            connection.execute(sa.insert(_keys).values(row))
            self._note(connection, key_id, "made")
        return f"{_prefix_of(row['scopes'])}{key_id}_{secret}"

    def all(self) -> tuple[Key, ...]:
        """Returns every key that is kept, oldest first."""
        return self._found(sa.true())

    def of(self, reader: str) -> tuple[Key, ...]:
        """Returns the keys of one reader, oldest first."""
        return self._found(_keys.c.reader == reader)

    def _found(self, where: sa.ColumnElement[bool]) -> tuple[Key, ...]:
        query = sa.select(_keys).where(where).order_by(_keys.c.created, _keys.c.id)
        with self._database.transaction() as connection:
            return tuple(_key(row) for row in connection.execute(query))

    def find(self, text: str) -> Key | None:
        """Returns the key that somebody presents, None if it is not good, or not any more."""
        key = self._presented(_KEY.fullmatch(text))
        return None if key is None or key.pushes else key

    def find_pushing(self, text: str) -> Key | None:
        """Returns the key that an identity provider presents, None if it is not good for that."""
        key = self._presented(_PUSHING_KEY.fullmatch(text))
        return key if key is not None and key.pushes else None

    def _presented(self, parts: re.Match[str] | None) -> Key | None:
        if parts is None:
            return None
        with self._database.transaction() as connection:
            row = connection.execute(sa.select(_keys).where(_keys.c.id == parts[1])).one_or_none()
        known = row.hash if row else ""
        # The comparison takes as long whatever differs.
        if not hmac.compare_digest(known, _hash(parts[2])) or row is None:
            return None
        key = _key(row)
        return key if key.holds(datetime.now(UTC)) else None

    def revoke(self, key_id: str) -> None:
        """Makes a key worthless, by its id or by its beginning.

        Raises:
            UsageError: there is no such key.
        """
        known, now = key_id.removeprefix(PREFIX).removeprefix("scim_"), _now()
        mine = _keys.c.id == known
        change = sa.update(_keys).where(mine, _keys.c.revoked == "").values(revoked=now)
        with self._changing() as connection:
            if connection.execute(change).rowcount:
                self._note(connection, known, "revoked")
            elif connection.execute(sa.select(_keys.c.id).where(mine)).first() is None:
                raise UsageError(f"No key {key_id[:80]!r}. See them with: {command('keys')}")

    def revoke_of(self, connection: Connection, names: Collection[str]) -> int:
        """Makes every key of some readers worthless in a transaction; returns how many there were.

        A key of an identity provider is none of theirs, whatever it is called.
        """
        theirs = sa.select(_keys).where(_keys.c.reader.in_(names), _keys.c.revoked == "")
        ended = [row.id for row in connection.execute(theirs) if PUSHING not in row.scopes]
        for key_id in ended:
            change = sa.update(_keys).where(_keys.c.id == key_id)
            connection.execute(change.values(revoked=_now()))
            self._note(connection, key_id, "revoked")
        return len(ended)

    def named(self, connection: Connection) -> list[str]:
        """Returns the names of those who have a key, in a transaction."""
        return list(connection.execute(sa.select(_keys.c.reader).distinct()).scalars())

    def erase(self, connection: Connection, reader: str) -> int:
        """Removes every key of a reader in a transaction, and so revokes it; returns how many."""
        gone = connection.execute(sa.delete(_keys).where(_keys.c.reader == reader))
        return int(gone.rowcount)

    def _note(self, connection: Connection, key_id: str, change: str) -> None:
        if not self._audit:
            return
        row = connection.execute(sa.select(_keys).where(_keys.c.id == key_id)).one()
        facts: Facts = {"key": key_id, "change": change, "expires": row.expires}
        facts |= {"groups": row.groups, "scopes": row.scopes}
        self._audit.noted(connection, "key", row.reader, facts)


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _prefix_of(scopes: Collection[str]) -> str:
    return _PUSHING_PREFIX if PUSHING in scopes else PREFIX


def _check_name(kind: str, name: str) -> None:
    if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable() or name != name.strip():
        raise UsageError(
            f"The {kind} {name[:80]!r} cannot be. Give 1 to {_LONGEST_NAME} visible characters."
        )


def _checked_scopes(scopes: Collection[str], reader: Reader) -> list[str]:
    if PUSHING in scopes:
        if len(scopes) > 1 or reader.groups:
            raise UsageError(
                f"A key that is good for {PUSHING!r} is good for nothing else, and in no group."
                " Make two keys."
            )
        return [PUSHING]
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        wrong = unknown[0][:80] if unknown else ""
        raise UsageError(
            f"No such scope: {wrong!r}. Choose from {', '.join(SCOPES)}; or {PUSHING}, alone."
        )
    return [scope for scope in SCOPES if scope in scopes]


def _checked_days(days: int) -> int:
    if not 0 < days <= _MOST_DAYS:
        raise UsageError(f"A key cannot be good for {days} days. Give 1 to {_MOST_DAYS:,}.")
    return days


def _key(row: sa.Row[tuple[object, ...]]) -> Key:
    reader = Reader(row.reader, frozenset(row.groups))
    created, expires, revoked = map(_time, (row.created, row.expires, row.revoked))
    assert created is not None
    return Key(row.id, reader, tuple(row.scopes), created, expires, revoked)


def _time(stamp: str) -> datetime | None:
    return datetime.fromisoformat(stamp) if stamp else None
