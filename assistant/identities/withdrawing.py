"""Ending what somebody has: their sessions and their keys, however their name is written there."""

from sqlalchemy.engine import Connection

from assistant.access.names import alike
from assistant.audit.audit_facts import Facts
from assistant.identities.api_keys import Keys
from assistant.identities.sessions import Sessions
from index.errors import UsageError


class WithdrawnError(UsageError):
    """Raised when somebody signs in whose account was withdrawn."""


class Withdrawing:
    """Ends the sessions and keys of people in one transaction with what takes their account."""

    def __init__(self, sessions: Sessions, keys: Keys) -> None:
        """Takes where they are kept."""
        self._sessions, self._keys = sessions, keys

    def end(self, connection: Connection, name: str) -> Facts:
        """Ends all that somebody has, and returns how much that was, for the record."""
        signed_in, holding = self._sessions.named(connection), self._keys.named(connection)
        ended = sum(self._sessions.erase(connection, each) for each in _alike_to(name, signed_in))
        revoked = self._keys.revoke_of(connection, _alike_to(name, holding))
        return {"sessions": ended, "keys": revoked}


def _alike_to(name: str, names: list[str]) -> list[str]:
    return [each for each in names if alike(each) == alike(name)]
