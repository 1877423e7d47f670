"""What a provider sends, read: users, groups, and patches of both (RFC 7643, RFC 7644).

Names of attributes are the same in small and capital letters, and may stand behind the name of
their schema. What is not needed here, such as addresses, is taken without a word and not kept.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pydantic import JsonValue

from assistant.provisioning.pushed import (
    LONGEST_NAME,
    LONGEST_TEXT,
    PushedGroup,
    PushedUser,
    PushError,
)
from assistant.provisioning.steps import (
    AddMembers,
    GroupStep,
    RemoveMembers,
    RenameGroup,
    ReplaceMembers,
)
from assistant.types import LOCAL_READER, VISITOR

Body = Mapping[str, JsonValue]

_SCHEMA = re.compile(r"urn:ietf:params:scim:schemas:(?:core|extension:[^:]+):2\.0:\w+:?", re.I)
_MEMBER = re.compile(r'members\[\s*value\s+eq\s+"([^"\\]*)"\s*\]', re.IGNORECASE)
# What can stand before the name of an attribute, also where it is not as it should be.
_BEFORE = re.compile(r"\W*(?:urn:[\w.:-]*:)?(?:(?:user|group)\b)?\W*")
_KEPT_OF_USERS = ("username", "active", "externalid", "displayname")
_KEPT_OF_GROUPS = ("members", "displayname", "externalid")
_OPS = ("add", "replace", "remove")
_MOST_OPERATIONS = 1_000


def read_user(body: Body, before: PushedUser | None = None) -> PushedUser:
    """Returns the user that is sent whole, in place of one `before`, if there was one.

    An account that was withdrawn holds again only if that is said.

    Raises:
        PushError: there is no such user.
    """
    user = PushedUser("", active=before.active if before else True)
    for name, value in _attributes(body):
        user = _with(user, name, value)
    return replace(user, name=_name(user.name, "userName"))


def read_group(body: Body) -> PushedGroup:
    """Returns the group that is sent whole.

    Raises:
        PushError: there is no such group.
    """
    sent = dict(_attributes(body))
    name = _name(sent.get("displayname"), "displayName")
    external = _text(sent.get("externalid"), "externalId")
    return PushedGroup(name, external, _ids(sent.get("members")))


def patched_user(user: PushedUser, body: Body) -> PushedUser:
    """Returns a user with a patch applied: all of it, or none.

    Raises:
        PushError: it is none, or takes away what a user must have.
    """
    for op, path, value in _operations(body):
        if _attribute_in(_bare(path)) == "groups":
            raise PushError("Who is in a group is changed at the group.", "mutability")
        for name, said in _told(path, value, _KEPT_OF_USERS):
            if op == "remove" and name in ("username", "active"):
                raise PushError(f"A user has to have {name!r}. Replace it.", "mutability")
            user = _with(user, name, None if op == "remove" else said)
    return user


def group_steps(body: Body) -> list[GroupStep]:
    """Returns the steps that a patch of a group takes.

    Raises:
        PushError: it is none, or takes away what a group must have.
    """
    operations = _operations(body)
    return [step for op, path, value in operations for step in _steps(op, path, value)]


def whole_group_steps(group: PushedGroup) -> list[GroupStep]:
    """Returns the steps that make a group what is sent whole."""
    return [RenameGroup(group.name, group.external), ReplaceMembers(group.members)]


def _steps(op: str, path: str, value: JsonValue) -> Iterator[GroupStep]:
    if member := _MEMBER.fullmatch(_bare(path)):
        if op != "remove":
            raise PushError("Members are added and replaced as a list.", "invalidPath")
        yield RemoveMembers(_ids(member[1]))
        return
    for name, said in _told(path, value, _KEPT_OF_GROUPS):
        if name == "members":
            yield _members_step(op, said)
        elif name == "displayname" and op == "remove":
            raise PushError("A group has to have 'displayName'. Replace it.", "mutability")
        elif name == "displayname":
            yield RenameGroup(name=_name(said, "displayName"))
        elif name == "externalid":
            yield RenameGroup(external=_text(None if op == "remove" else said, "externalId"))


def _members_step(op: str, value: JsonValue) -> GroupStep:
    if op == "add":
        return AddMembers(_ids(value))
    # Some providers list whom they remove, where others name each in the path.
    if op == "remove" and value is not None:
        return RemoveMembers(_ids(value))
    return ReplaceMembers(_ids(value) if op == "replace" else ())


def _operations(body: Body) -> Iterator[tuple[str, str, JsonValue]]:
    sent = {name.lower(): value for name, value in body.items()}
    listed = sent.get("operations")
    if not isinstance(listed, list) or not 0 < len(listed) <= _MOST_OPERATIONS:
        raise PushError(
            f"A patch is a list of 1 to {_MOST_OPERATIONS:,} 'Operations'.", "invalidSyntax"
        )
    for each in listed:
        operation = {k.lower(): v for k, v in each.items()} if isinstance(each, dict) else {}
        op, path = str(operation.get("op", "")).lower(), operation.get("path") or ""
        if op not in _OPS or not isinstance(path, str) or len(path) > LONGEST_TEXT:
            raise PushError("An operation has an 'op' of add, replace or remove.", "invalidSyntax")
        if op == "remove" and not path:
            raise PushError("What is removed has to have a 'path'.", "noTarget")
        yield op, path, operation.get("value")


def _told(path: str, value: JsonValue, kept: tuple[str, ...]) -> Iterator[tuple[str, JsonValue]]:
    """Yields the attributes that an operation is about, in small letters, with their values.

    Nobody is told that something kept was changed by a path that is not understood.
    """
    name = _bare(path)
    if name:
        told: Iterable[tuple[str, JsonValue]] = [(name, value)]
    elif isinstance(value, dict):
        told = _attributes(value)
    else:
        raise PushError("Without a 'path', the 'value' is an object.", "invalidSyntax")
    for each, said in told:
        if each not in kept and (meant := _attribute_in(each)) in kept:
            how = 'members, or members[value eq "ID"]' if meant == "members" else meant
            raise PushError(f"The path {each[:80]!r} is not supported. Name {how}.", "invalidPath")
        yield each, said


def _attribute_in(name: str) -> str:
    """Returns which attribute a path in small letters begins with, however it goes on."""
    found = re.match(r"\w*", _BEFORE.sub("", name, count=1))
    return found[0] if found else ""


def _attributes(body: Body) -> Iterator[tuple[str, JsonValue]]:
    for name, value in body.items():
        bare = _bare(name)
        if bare:
            yield bare, value
        elif isinstance(value, dict):
            # The attributes of a schema, below its name.
            yield from _attributes(value)


def _bare(path: str) -> str:
    return _SCHEMA.sub("", path, count=1).lower()


def _with(user: PushedUser, name: str, value: JsonValue) -> PushedUser:
    if name == "username":
        return replace(user, name=_name(value, "userName"))
    if name == "active":
        return replace(user, active=_truth(value))
    if name == "externalid":
        return replace(user, external=_text(value, "externalId"))
    return replace(user, shown=_text(value, "displayName")) if name == "displayname" else user


def _truth(value: JsonValue) -> bool:
    # Entra ID sends the words.
    said = value.lower() if isinstance(value, str) else value
    if said in (True, "true"):
        return True
    if said in (False, "false"):
        return False
    raise PushError("'active' is true or false.")


def _name(value: JsonValue, what: str) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME:
        raise PushError(f"{what!r} is a text of 1 to {LONGEST_NAME} letters.")
    if value != value.strip() or not value.isprintable():
        raise PushError(f"{what!r} has what cannot be seen.")
    if what == "userName" and (value == LOCAL_READER.name or value.startswith(VISITOR)):
        raise PushError(f"The name {value!r} is reserved.")
    return value


def _text(value: JsonValue, what: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not value.isprintable():
        raise PushError(f"{what!r} is a text of up to {LONGEST_TEXT} letters.")
    return value


def _ids(value: JsonValue) -> tuple[str, ...]:
    """Returns the ids in a list of members, one member, or ids."""
    listed = [] if value is None else value if isinstance(value, list) else [value]
    ids = [each.get("value") if isinstance(each, dict) else each for each in listed]
    if not all(isinstance(each, str) and each and each.isprintable() for each in ids):
        raise PushError("'members' is a list of objects with a 'value', the id of a user.")
    return tuple(map(str, ids))
