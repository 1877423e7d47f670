"""Users, groups and lists as SCIM says them in JSON."""

from collections.abc import Sequence

from pydantic import JsonValue

from assistant.provisioning.pushed import StoredGroup, StoredUser
from ui.scim.scim_queries import ShownAttributes

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
_LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"

Sent = dict[str, JsonValue]


def user_form(stored: StoredUser, base: str, shown: ShownAttributes) -> Sent:
    """Returns somebody; `base` is the address that all others begin with."""
    user = stored.user
    groups: list[JsonValue] = [
        {"value": group_id, "$ref": f"{base}/Groups/{group_id}", "display": name}
        for group_id, name in stored.groups
    ]
    form: Sent = {
        "schemas": [USER],
        "id": stored.id,
        "externalId": user.external or None,
        "userName": user.name,
        "displayName": user.shown or None,
        "active": user.active,
        "groups": groups or None,
        "meta": _meta("User", stored, f"{base}/Users/{stored.id}"),
    }
    return _kept(form, shown)


def group_form(stored: StoredGroup, base: str, shown: ShownAttributes) -> Sent:
    """Returns a group; `base` is the address that all others begin with."""
    members: list[JsonValue] = [
        {"value": user_id, "$ref": f"{base}/Users/{user_id}", "type": "User"}
        for user_id in stored.members
    ]
    form: Sent = {
        "schemas": [GROUP],
        "id": stored.id,
        "externalId": stored.external or None,
        "displayName": stored.name,
        "members": members or None,
        "meta": _meta("Group", stored, f"{base}/Groups/{stored.id}"),
    }
    return _kept(form, shown)


def list_form(resources: Sequence[Sent], total: int, start: int = 1) -> Sent:
    """Returns a part of a list, which begins with the one of a number and has so many in all."""
    return {
        "schemas": [_LIST],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": [*resources],
    }


def _meta(kind: str, stored: StoredUser | StoredGroup, location: str) -> Sent:
    return {
        "resourceType": kind,
        "created": stored.created,
        "lastModified": stored.changed,
        "location": location,
    }


def _kept(form: Sent, shown: ShownAttributes) -> Sent:
    return {name: value for name, value in form.items() if value is not None and shown.has(name)}
