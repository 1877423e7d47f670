"""What a transaction may do: one that reads before it writes has to be begun as one that writes."""

from contextlib import contextmanager

import sqlalchemy as sa

_WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def watched_transactions():
    """Fails the statement that writes where a transaction has only read so far.

    SQLite refuses it at once if another has written meanwhile, which one thread alone never shows.
    """
    sa.event.listen(sa.engine.Engine, "before_cursor_execute", _check)
    try:
        yield
    finally:
        sa.event.remove(sa.engine.Engine, "before_cursor_execute", _check)


def _check(connection, _cursor, statement, *_):
    """Keeps with the connection whether its transaction can still be out of date: it only read."""
    if statement.startswith("BEGIN"):
        connection.info["writing"] = statement == "BEGIN IMMEDIATE"
        connection.info["read"] = False
    elif statement.startswith("SET LOCAL lock_timeout"):
        # So begins one that writes to a server, which itself refuses any other that would.
        connection.info["writing"] = True
    elif statement.startswith("SELECT"):
        connection.info["read"] = True
    elif statement.startswith(_WRITES) and not connection.info.get("writing"):
        assert not connection.info.get("read"), f"to be begun as writing: {statement}"
        connection.info["writing"] = True
