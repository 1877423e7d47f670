"""API keys as JSON: the form that the command line promises."""

from dataclasses import asdict, dataclass
from datetime import datetime

from pydantic import TypeAdapter

from assistant.identities.api_keys import Key


@dataclass(frozen=True, slots=True)
class SentKey:
    """An API key without its secret; `expires` and `revoked` are null if they never happen."""

    id: str
    user: str
    groups: tuple[str, ...]
    scopes: tuple[str, ...]
    created: datetime
    expires: datetime | None
    revoked: datetime | None


@dataclass(frozen=True, slots=True)
class SentMadeKey(SentKey):
    """An API key that was just made, with its secret: this once."""

    key: str


_KEYS = TypeAdapter(tuple[SentKey, ...])
_MADE_KEY = TypeAdapter(SentMadeKey)


def keys_json(keys: tuple[Key, ...]) -> str:
    """Returns the list of API keys, without their secrets, as JSON."""
    return _KEYS.dump_json(tuple(map(_sent_key, keys)), indent=2).decode()


def made_key_json(key: Key, secret: str) -> str:
    """Returns an API key that was just made, with its secret, as JSON."""
    made = SentMadeKey(**asdict(_sent_key(key)), key=secret)
    return _MADE_KEY.dump_json(made, indent=2).decode()


def _sent_key(key: Key) -> SentKey:
    return SentKey(
        id=key.id,
        user=key.reader.name,
        groups=tuple(sorted(key.reader.groups)),
        scopes=key.scopes,
        created=key.created,
        expires=key.expires,
        revoked=key.revoked,
    )
