"""How often each reader has asked lately, counted for all servers of one home together."""

from hashlib import sha256
from time import time

import sqlalchemy as sa

from index.database.server_database import ServerDatabase

# Nobody has said anything there: it is lost if that server dies, and that is all.
_TABLE = (
    'CREATE UNLOGGED TABLE IF NOT EXISTS rates (name VARCHAR COLLATE "C" PRIMARY KEY,'
    " times DOUBLE PRECISION[] NOT NULL)"
)
# The latest times of each name, oldest first, no more of them than there may be.
_TAKE = sa.text(
    "INSERT INTO rates AS known (name, times) VALUES (:name, ARRAY[CAST(:now AS FLOAT)])"
    " ON CONFLICT (name) DO UPDATE SET times ="
    " known.times[greatest(1, cardinality(known.times) - :most + 2):] || CAST(:now AS FLOAT)"
    " WHERE cardinality(known.times) < :most"
    " OR known.times[cardinality(known.times) - :most + 1] <= :now - :seconds"
    " RETURNING 1"
)
_FIRST = sa.text("SELECT times[cardinality(times) - :most + 1] FROM rates WHERE name = :name")
_FORGET = sa.text("DELETE FROM rates WHERE times[cardinality(times)] < :before")
_LOOK_SECONDS = 3_600.0


class SharedRates:
    """So much of each name in so much time, whichever server it is asked of."""

    def __init__(self, server: ServerDatabase) -> None:
        """Counts on a server.

        Raises:
            HomeError: it cannot be written.
        """
        self._server = server
        self._forgot = time()
        with server.transaction(writing=True) as connection:
            connection.exec_driver_sql(_TABLE)

    def take(self, name: str, most: int, seconds: float) -> float:
        """Takes one of `most` in so many seconds; returns after how long there is one, 0 if taken.

        Raises:
            HomeError: the server cannot be reached.
        """
        now = time()
        # Whom it is about is nobody's business there.
        known = sha256(name.encode(errors="replace")).hexdigest()
        given = {"name": known, "most": most, "now": now, "seconds": seconds}
        with self._server.counting() as connection:
            if connection.execute(_TAKE, given).first():
                self._forget(connection, now)
                return 0.0
            first = connection.execute(_FIRST, {"name": known, "most": most}).scalar()
        return max(0.001, (first or now) + seconds - now)

    def _forget(self, connection: sa.Connection, now: float) -> None:
        if now - self._forgot > _LOOK_SECONDS:
            self._forgot = now
            connection.execute(_FORGET, {"before": now - _LOOK_SECONDS})
