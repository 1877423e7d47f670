"""People whose accounts an identity provider manages: whose hold, and what ends with one."""

import secrets
from collections.abc import Callable
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.access.names import alike, is_called
from assistant.audit.audit import Audit
from assistant.audit.audit_facts import Facts
from assistant.identities.memberships import AccountStanding
from assistant.identities.withdrawing import Withdrawing
from assistant.provisioning.pushed import PushedUser, PushError, StoredUser, WantedResources
from assistant.provisioning.pushed_tables import groups_table, members_table, users_table
from assistant.types import UNTOLD
from index.database.tables import stamp
from index.errors import MissingError
from index.store.records import Records

_users, _groups, _members = users_table.c, groups_table.c, members_table.c
_COLUMNS = {"userName": _users.key, "externalId": _users.external, "id": _users.id}


class PushedUsers:
    """The people of one home folder that a provider has pushed.

    Who was deleted leaves the hash of a name, so that nobody signs in with it any more, until it is
    pushed again.
    """

    def __init__(self, records: Records, audit: Audit, withdrawing: Withdrawing) -> None:
        """Keeps them beside the `records`; what ends with an account is ended by `withdrawing`."""
        self._database = records.people
        self._audit, self._withdrawing = audit, withdrawing

    def add(self, user: PushedUser, by: str) -> str:
        """Keeps somebody new, and returns their id; `by` names the provider, for the record.

        Raises:
            PushError: somebody has this name, in whatever case it is written.
        """
        user_id, now = secrets.token_hex(16), stamp("microseconds")
        with self._audit.transaction() as connection:
            self._make_room(connection, user.name)
            row = {"id": user_id, "deleted": False, "created": now, "changed": now, **_row(user)}
            connection.execute(sa.insert(users_table).values(row))
            self._note(connection, user, by, "added")
        return user_id

    def get(self, user_id: str) -> StoredUser:
        """Returns somebody with their groups.

        Raises:
            MissingError: nobody has this id.
        """
        with self._database.transaction() as connection:
            row = connection.execute(
                sa.select(users_table).where(_users.id == user_id, ~_users.deleted)
            ).one_or_none()
            if row is None:
                raise MissingError("user", user_id)
            joined = sa.select(_groups.id, _groups.name).join(
                members_table, _members.group == _groups.id
            )
            found = connection.execute(joined.where(_members.user == user_id).order_by(_groups.id))
            groups = tuple((each.id, each.name) for each in found)
        return _stored(row, groups)

    def find(self, wanted: WantedResources) -> tuple[int, list[StoredUser]]:
        """Returns how many fit, and those of them that are asked for, without their groups."""
        where = [~_users.deleted]
        for name, value in wanted.values:
            where.append(_COLUMNS[name] == (_key_of(value) if name == "userName" else value))
        query = sa.select(users_table).where(*where).order_by(_users.created, _users.id)
        with self._database.transaction() as connection:
            total = connection.scalar(sa.select(sa.func.count()).select_from(query.subquery()))
            rows = connection.execute(query.offset(wanted.start - 1).limit(wanted.count)).all()
        return int(total or 0), [_stored(row) for row in rows]

    def change(self, user_id: str, change: Callable[[PushedUser], PushedUser], by: str) -> None:
        """Changes somebody. With an account that holds no more, or has another name, all ends.

        Raises:
            MissingError: nobody has this id.
            PushError: somebody else has this name, or the change cannot be.
        """
        with self._audit.transaction() as connection:
            before = self._before(connection, user_id)
            user = change(before)
            if _key_of(user.name) != _key_of(before.name):
                self._make_room(connection, user.name)
            values = {**_row(user), "changed": stamp("microseconds")}
            connection.execute(sa.update(users_table).where(_users.id == user_id).values(values))
            if _key_of(user.name) != _key_of(before.name):
                self._bury(connection, before, by)
            if user != before:
                self._note(connection, user, by, "changed")

    def remove(self, user_id: str, by: str) -> None:
        """Takes somebody's account, and forgets who it was but for a hash of the name.

        Raises:
            MissingError: nobody has this id.
        """
        with self._audit.transaction() as connection:
            before = self._before(connection, user_id)
            connection.execute(sa.delete(members_table).where(_members.user == user_id))
            connection.execute(sa.delete(users_table).where(_users.id == user_id))
            self._bury(connection, before, by)

    def standing(self, name: str) -> AccountStanding:
        """Returns what was said of who signs in with a name; of who is unknown, nothing.

        Somebody whose name only looks like one that was pushed is in none of its groups. What these
        are denied is denied to them.
        """
        with self._database.transaction() as connection:
            row = connection.execute(
                sa.select(users_table).where(_users.key == _key_of(name))
            ).one_or_none()
            if row is None:
                return AccountStanding()
            if row.deleted or not row.active:
                return AccountStanding(withdrawn=True)
            if not is_called(row.name, name):
                return AccountStanding(frozenset({UNTOLD}))
            joined = sa.select(_groups.name).join(members_table, _members.group == _groups.id)
            names = connection.execute(joined.where(_members.user == row.id)).scalars()
            return AccountStanding(frozenset(names))

    def of(self, name: str) -> StoredUser | None:
        """Returns what was pushed of somebody, None if nothing was."""
        with self._database.transaction() as connection:
            where = (_users.key == _key_of(name), ~_users.deleted)
            user_id = connection.scalar(sa.select(_users.id).where(*where))
        return self.get(user_id) if user_id else None

    def erase(self, connection: Connection, name: str) -> int:
        """Erases in a transaction what was pushed of somebody; returns how many users that was.

        Of an account that does not hold a hash of the name stays: it is refused on.
        """
        where = (_users.key == _key_of(name), ~_users.deleted)
        row = connection.execute(sa.select(users_table).where(*where)).one_or_none()
        if row is None:
            return 0
        connection.execute(sa.delete(members_table).where(_members.user == row.id))
        connection.execute(sa.delete(users_table).where(_users.id == row.id))
        if not row.active:
            self._leave_hash(connection, name)
        return 1

    def _before(self, connection: Connection, user_id: str) -> PushedUser:
        mine = (_users.id == user_id, ~_users.deleted)
        row = connection.execute(sa.select(users_table).where(*mine)).one_or_none()
        if row is None:
            raise MissingError("user", user_id)
        return _stored(row).user

    def _make_room(self, connection: Connection, name: str) -> None:
        """Takes back that a name is refused; it is given to somebody again."""
        same = _users.key == _key_of(name)
        connection.execute(sa.delete(users_table).where(same, _users.deleted))
        if connection.execute(sa.select(_users.id).where(same)).first() is not None:
            raise PushError(f"There is a user {name[:80]!r} already.", "uniqueness", 409)

    def _bury(self, connection: Connection, before: PushedUser, by: str) -> None:
        self._leave_hash(connection, before.name)
        facts: Facts = {"by": by, "change": "removed"}
        ended = self._withdrawing.end(connection, before.name)
        self._audit.noted(connection, "account", before.name, facts | ended)

    def _leave_hash(self, connection: Connection, name: str) -> None:
        now = stamp("microseconds")
        row = {**_row(PushedUser("")), "key": _key_of(name), "active": False, "deleted": True}
        ids = {"id": secrets.token_hex(16), "created": now, "changed": now}
        connection.execute(sa.insert(users_table).values({**row, **ids}))

    def _note(self, connection: Connection, user: PushedUser, by: str, change: str) -> None:
        facts: Facts = {"by": by, "change": change, "active": user.active}
        if not user.active:
            facts |= self._withdrawing.end(connection, user.name)
        self._audit.noted(connection, "account", user.name, facts)


def _row(user: PushedUser) -> dict[str, object]:
    values = {"name": user.name, "external": user.external, "shown": user.shown}
    return {**values, "active": user.active, "key": _key_of(user.name)}


def _stored(
    row: sa.Row[tuple[object, ...]], groups: tuple[tuple[str, str], ...] = ()
) -> StoredUser:
    user = PushedUser(row.name, row.external, row.shown, bool(row.active))
    return StoredUser(row.id, user, row.created, row.changed, groups)


def _key_of(name: str) -> str:
    return sha256(alike(name).encode(errors="replace")).hexdigest()
