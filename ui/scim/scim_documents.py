"""What a provider can ask of this server itself: what it can do, and what it keeps."""

from pydantic import JsonValue

from ui.scim.scim_forms import GROUP, USER, Sent
from ui.scim.scim_queries import MOST_LISTED

_SCHEMAS = "urn:ietf:params:scim:schemas:core:2.0"
_READ_ONLY: Sent = {"mutability": "readOnly"}


def service_document(base: str) -> Sent:
    """Returns what this server can do."""
    no: Sent = {"supported": False}
    return {
        "schemas": [f"{_SCHEMAS}:ServiceProviderConfig"],
        "patch": {"supported": True},
        "bulk": {**no, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MOST_LISTED},
        "changePassword": no,
        "sort": no,
        "etag": no,
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Bearer token",
                "description": "A key that is made with: tenkyo keys add NAME --scope people",
                "primary": True,
            }
        ],
        "meta": _meta("ServiceProviderConfig", f"{base}/ServiceProviderConfig"),
    }


def type_documents(base: str) -> dict[str, Sent]:
    """Returns the kinds of resources, by their names."""
    return {
        name: {
            "schemas": [f"{_SCHEMAS}:ResourceType"],
            "id": name,
            "name": name,
            "endpoint": f"/{name}s",
            "schema": schema,
            "meta": _meta("ResourceType", f"{base}/ResourceTypes/{name}"),
        }
        for name, schema in (("User", USER), ("Group", GROUP))
    }


def schema_documents(base: str) -> dict[str, Sent]:
    """Returns what is kept of each kind, by the name of its schema."""
    return {
        USER: _schema(USER, "User", base, _user_attributes()),
        GROUP: _schema(GROUP, "Group", base, _group_attributes()),
    }


def _user_attributes() -> list[JsonValue]:
    groups = _links("groups", ["Group"], parts=_READ_ONLY) | _READ_ONLY
    unique: Sent = {"required": True, "uniqueness": "server"}
    return [
        _attribute("userName", "string") | unique,
        _attribute("displayName", "string"),
        _attribute("active", "boolean") | {"required": True},
        groups,
    ]


def _group_attributes() -> list[JsonValue]:
    members = _links("members", ["User"], parts={"mutability": "immutable"})
    return [_attribute("displayName", "string") | {"required": True}, members]


def _links(name: str, kinds: list[JsonValue], *, parts: Sent) -> Sent:
    inside: list[JsonValue] = [
        _attribute("value", "string") | parts,
        _attribute("$ref", "reference") | {"referenceTypes": kinds} | parts,
    ]
    if name == "members":
        inside.append(_attribute("type", "string") | {"canonicalValues": kinds} | parts)
    else:
        inside.append(_attribute("display", "string") | _READ_ONLY)
    return _attribute(name, "complex") | {"multiValued": True, "subAttributes": inside}


def _attribute(name: str, kind: str) -> Sent:
    return {
        "name": name,
        "type": kind,
        "multiValued": False,
        "description": f"The {name} of a resource.",
        "required": False,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
    }


def _schema(schema: str, name: str, base: str, attributes: list[JsonValue]) -> Sent:
    return {
        "schemas": [f"{_SCHEMAS}:Schema"],
        "id": schema,
        "name": name,
        "description": f"What is kept of a {name.lower()}",
        "attributes": attributes,
        "meta": _meta("Schema", f"{base}/Schemas/{schema}"),
    }


def _meta(kind: str, location: str) -> Sent:
    return {"resourceType": kind, "location": location}
