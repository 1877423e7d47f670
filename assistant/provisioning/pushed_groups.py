"""Groups that an identity provider pushes, with thousands of members if need be."""

import secrets
from collections.abc import Collection, Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.audit.audit import Audit
from assistant.provisioning.pushed import PushedGroup, PushError, StoredGroup, WantedResources
from assistant.provisioning.pushed_tables import groups_table, members_table, users_table
from assistant.provisioning.steps import (
    AddMembers,
    GroupStep,
    RemoveMembers,
    RenameGroup,
    ReplaceMembers,
)
from index.database.tables import stamp
from index.errors import MissingError
from index.store.records import Records

_users, _groups, _members = users_table.c, groups_table.c, members_table.c
_COLUMNS = {"displayName": _groups.name, "externalId": _groups.external, "id": _groups.id}
_AT_ONCE = 500


class PushedGroups:
    """The groups of one home folder that a provider has pushed."""

    def __init__(self, records: Records, audit: Audit) -> None:
        """Keeps them beside the `records`."""
        self._database, self._audit = records.people, audit

    def add(self, group: PushedGroup, by: str) -> str:
        """Keeps a new group, and returns its id; `by` names the provider, for the record.

        Raises:
            PushError: a member is nobody that was pushed.
        """
        group_id, now = secrets.token_hex(16), stamp("microseconds")
        row = {"id": group_id, "name": group.name, "external": group.external}
        with self._audit.transaction() as connection:
            row |= {"created": now, "changed": now}
            connection.execute(sa.insert(groups_table).values(row))
            self._put_in(connection, group_id, group.members)
            self._note(connection, group_id, by, "added")
        return group_id

    def get(self, group_id: str, *, members: bool = True) -> StoredGroup:
        """Returns a group, with or without its members.

        Raises:
            MissingError: no group has this id.
        """
        with self._database.transaction() as connection:
            query = sa.select(groups_table).where(_groups.id == group_id)
            row = connection.execute(query).one_or_none()
            if row is None:
                raise MissingError("group", group_id)
            return _stored(row, _members_of(connection, group_id) if members else ())

    def find(
        self, wanted: WantedResources, *, members: bool = False
    ) -> tuple[int, list[StoredGroup]]:
        """Returns how many fit, and those of them that are asked for."""
        where = [_COLUMNS[name] == value for name, value in wanted.values]
        if wanted.member:
            theirs = sa.select(_members.group).where(_members.user == wanted.member)
            where.append(_groups.id.in_(theirs))
        query = sa.select(groups_table).where(*where).order_by(_groups.created, _groups.id)
        with self._database.transaction() as connection:
            total = connection.scalar(sa.select(sa.func.count()).select_from(query.subquery()))
            rows = connection.execute(query.offset(wanted.start - 1).limit(wanted.count)).all()
            found = [
                _stored(row, _members_of(connection, row.id) if members else ()) for row in rows
            ]
        return int(total or 0), found

    def change(self, group_id: str, steps: Collection[GroupStep], by: str) -> None:
        """Takes steps with a group: all of them, or none.

        Raises:
            MissingError: no group has this id.
            PushError: a member is nobody that was pushed.
        """
        mine = _groups.id == group_id
        with self._audit.transaction() as connection:
            touched = sa.update(groups_table).where(mine).values(changed=stamp("microseconds"))
            if not connection.execute(touched).rowcount:
                raise MissingError("group", group_id)
            for step in steps:
                self._take(connection, group_id, step)
            self._note(connection, group_id, by, "changed")

    def remove(self, group_id: str, by: str) -> None:
        """Removes a group: nobody is in it any more.

        Raises:
            MissingError: no group has this id.
        """
        with self._audit.transaction() as connection:
            connection.execute(sa.delete(members_table).where(_members.group == group_id))
            query = sa.select(groups_table).where(_groups.id == group_id)
            if connection.execute(query).one_or_none() is None:
                raise MissingError("group", group_id)
            self._note(connection, group_id, by, "removed")
            connection.execute(sa.delete(groups_table).where(_groups.id == group_id))

    def _take(self, connection: Connection, group_id: str, step: GroupStep) -> None:
        mine = _members.group == group_id
        match step:
            case RenameGroup():
                values = {"name": step.name, "external": step.external}
                kept = {name: value for name, value in values.items() if value is not None}
                connection.execute(
                    sa.update(groups_table).where(_groups.id == group_id).values(kept)
                )
            case AddMembers():
                self._put_in(connection, group_id, step.members)
            case RemoveMembers():
                for batch in _batches(step.members):
                    connection.execute(
                        sa.delete(members_table).where(mine, _members.user.in_(batch))
                    )
            case ReplaceMembers():
                connection.execute(sa.delete(members_table).where(mine))
                self._put_in(connection, group_id, step.members)

    def _put_in(self, connection: Connection, group_id: str, members: Collection[str]) -> None:
        for batch in _batches(members):
            known = sa.select(_users.id).where(_users.id.in_(batch), ~_users.deleted)
            found = set(connection.execute(known).scalars())
            if unknown := [each for each in batch if each not in found]:
                raise PushError(f"No user {unknown[0][:80]!r} here. Push users before groups.")
            there = sa.select(_members.user).where(
                _members.group == group_id, _members.user.in_(batch)
            )
            inside = set(connection.execute(there).scalars())
            new = [{"group": group_id, "user": each} for each in batch if each not in inside]
            if new:
                connection.execute(sa.insert(members_table), new)

    def _note(self, connection: Connection, group_id: str, by: str, change: str) -> None:
        """Records a change by how many the group has, and names none of them."""
        name = connection.scalar(sa.select(_groups.name).where(_groups.id == group_id))
        count = sa.select(sa.func.count()).where(_members.group == group_id)
        facts = {"group": name, "members": connection.scalar(count), "by": by, "change": change}
        self._audit.noted(connection, "group", "", {**facts})


def _members_of(connection: Connection, group_id: str) -> tuple[str, ...]:
    query = sa.select(_members.user).where(_members.group == group_id).order_by(_members.user)
    return tuple(connection.execute(query).scalars())


def _stored(row: sa.Row[tuple[object, ...]], members: tuple[str, ...]) -> StoredGroup:
    return StoredGroup(row.id, row.name, row.external, row.created, row.changed, members)


def _batches(names: Collection[str]) -> Iterator[list[str]]:
    listed = list(dict.fromkeys(names))
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]
