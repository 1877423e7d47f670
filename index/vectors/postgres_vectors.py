"""Vectors in PostgreSQL with pgvector: a table of its own for each edition of a home folder.

The only module that asks by SQL for vectors. What is changed is changed in one transaction, with
the mark, which is the comment of the table.
"""

import json
import re
import secrets
from collections.abc import Collection, Sequence
from pathlib import Path

from psycopg import sql

from index.embedding.embedding import Floats
from index.errors import VectorStoreError
from index.store.tantivy_index import Match
from index.vectors.postgres_connection import Connected, PostgresConnection
from index.vectors.vector_store import UNSEALED, VectorSpace

_LEAST_POSTGRES, _LEAST_PGVECTOR = 14, (0, 8)
# The widest vectors that pgvector makes a graph of, as they are and in half precision.
_WIDEST, _WIDEST_HALF = 2_000, 4_000
_VERSIONS = (
    "SELECT current_setting('server_version_num')::int / 10000,"
    " (SELECT extversion FROM pg_extension WHERE extname = 'vector')"
)
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
_NOTED = "SELECT to_regclass(%(name)s)::text, obj_description(to_regclass(%(name)s), 'pg_class')"
_MAKE = sql.SQL('CREATE TABLE {table} (id text COLLATE "C" PRIMARY KEY, vector vector({width}))')
_PUT = sql.SQL(
    "INSERT INTO {table} (id, vector) VALUES (%s, %s::vector)"
    " ON CONFLICT (id) DO UPDATE SET vector = excluded.vector"
)
_NEAREST = sql.SQL(
    "SELECT id, 1 - (vector <=> %(asked)s::vector) FROM {table}"
    " ORDER BY vector::{kind} <=> %(asked)s::{kind} LIMIT %(limit)s"
)


class PostgresVectors:
    """The stores of the editions in one database."""

    def __init__(self, address: str, secret: str = "") -> None:
        """Takes the address of the database, without asking it yet, and a password for it."""
        self._server = PostgresConnection(address, secret)

    def check(self) -> str:
        """Returns which database it is, after asking whether it answers and has pgvector.

        Raises:
            VectorStoreError: it does not, or is of a version that is not known here.
        """
        self.close()
        self._server.be_patient()
        name = self._server.name
        with self._server.asking() as connection:
            server, pgvector = connection.execute(_VERSIONS).fetchone() or (0, None)
        if server < _LEAST_POSTGRES:
            raise self._unfit(f"is PostgreSQL {server}, and {_LEAST_POSTGRES} or newer is needed")
        if pgvector is None:
            raise self._unfit("has no pgvector, which its owner adds by: CREATE EXTENSION vector")
        if tuple(map(int, re.findall(r"\d+", pgvector)[:2])) < _LEAST_PGVECTOR:
            least = ".".join(map(str, _LEAST_PGVECTOR))
            raise self._unfit(f"has pgvector {pgvector}, and {least} or newer is needed")
        return f"PostgreSQL {server} with pgvector {pgvector} at {name!r} answers"

    def _unfit(self, why: str) -> VectorStoreError:
        return VectorStoreError(
            f"The vector store at {self._server.name!r} {why}. Ask whoever runs it, or put another"
            " address into TENKYO_VECTORS."
        )

    def open(self, space: VectorSpace) -> "VectorTable":
        """Returns the store of an edition."""
        return VectorTable(self._server, space)

    def keep_only(self, home: Path, number: str, editions: Collection[int]) -> None:
        """Deletes the vectors of all other editions of a home folder."""
        ours = re.compile(re.escape(_name(number, "")) + r"(\d+)")
        with self._server.asking(changing=True) as connection:
            for (name,) in connection.execute(_TABLES).fetchall():
                found = ours.fullmatch(name)
                if found and int(found[1]) not in editions:
                    table = sql.Identifier(name)
                    connection.execute(sql.SQL("DROP TABLE {}").format(table))

    def close(self) -> None:
        """Releases its connections."""
        self._server.close()


class VectorTable:
    """The vectors of one edition, in a table that is made when something is put."""

    def __init__(self, server: PostgresConnection, space: VectorSpace) -> None:
        """Names the table, without asking for it yet."""
        self._server, self._space = server, space
        self._name = _name(space.home, space.edition)
        self._parts = {
            "table": sql.Identifier(self._name),
            "width": sql.Literal(space.width),
            "kind": sql.SQL(_kind_of(space.width)).format(sql.Literal(space.width)),
        }

    def count(self) -> int:
        """Returns the number of passages."""
        [(found,)] = self._rows("SELECT count(*) FROM {table}") or [(0,)]
        return int(str(found))

    def ids(self) -> set[str]:
        """Returns the ids of all passages."""
        return {str(passage_id) for (passage_id,) in self._rows("SELECT id FROM {table}")}

    def put(self, ids: Sequence[str], vectors: Floats) -> None:
        """Adds or replaces passages; `vectors` is (n, d) float32, unit length."""
        if not ids:
            return
        rows = [(i, _text(vector)) for i, vector in zip(ids, vectors, strict=True)]
        with self._server.asking(changing=True) as connection, connection.transaction():
            self._begin(connection)
            connection.cursor().executemany(_PUT.format(**self._parts), rows)

    def drop(self, ids: Sequence[str]) -> None:
        """Removes passages; unknown ids are passed over."""
        if not ids:
            return
        with self._server.asking(changing=True) as connection, connection.transaction():
            if self._noted(connection) is not None:
                self._note(connection, UNSEALED)
                query = sql.SQL("DELETE FROM {table} WHERE id = ANY(%s)").format(**self._parts)
                connection.execute(query, [list(ids)])

    def nearest(self, vector: Floats, limit: int) -> list[Match]:
        """Returns the passages with the highest cosine, best first, ties by id."""
        with self._server.asking() as connection:
            if self._noted(connection) is None:
                return []
            asked = {"asked": _text(vector), "limit": limit}
            found = connection.execute(_NEAREST.format(**self._parts), asked).fetchall()
        matches = [Match(passage_id, float(cosine)) for passage_id, cosine in found]
        return sorted(matches, key=lambda match: (-match.score, match.id))

    def mark(self) -> str:
        """Returns what `seal` has returned last, `UNSEALED` if anything was changed since."""
        with self._server.asking() as connection:
            noted = self._noted(connection)
        return UNSEALED if noted is None else noted.get("mark", UNSEALED)

    def seal(self) -> str:
        """Returns a mark that is new each time, and notes it beside the vectors."""
        mark = secrets.token_hex(8)
        with self._server.asking(changing=True) as connection, connection.transaction():
            self._begin(connection)
            self._note(connection, mark)
        return mark

    def close(self) -> None:
        """Does nothing: the connections are those of all editions."""

    def _rows(self, query: str) -> list[tuple[object, ...]]:
        """Returns what the table has, nothing where it is not there."""
        with self._server.asking() as connection:
            if self._noted(connection) is None:
                return []
            return connection.execute(sql.SQL(query).format(**self._parts)).fetchall()

    def _noted(self, connection: Connected) -> dict[str, str] | None:
        """Returns what is noted of the table, None if it is not there.

        Raises:
            VectorStoreError: it has the vectors of another model, so it is another home folder's.
        """
        there, comment = connection.execute(_NOTED, {"name": self._name}).fetchone() or (None, None)
        if there is None:
            return None
        noted = _read(comment)
        if noted.get("model") != self._space.model:
            raise VectorStoreError(
                f"The table {self._name!r} at {self._server.name!r} holds vectors of the model"
                f" {noted.get('model')!r}, not of {self._space.model!r}: another copy of the home"
                " folder uses it. Put the address of another database into TENKYO_VECTORS."
            )
        return noted

    def _begin(self, connection: Connected) -> None:
        """Takes the mark away before a change, and makes a table if there is none."""
        if self._noted(connection) is None:
            connection.execute(_MAKE.format(**self._parts))
            if graph := _graph_of(self._space.width):
                connection.execute(sql.SQL(graph).format(**self._parts))
        self._note(connection, UNSEALED)

    def _note(self, connection: Connected, mark: str) -> None:
        noted = sql.Literal(json.dumps({"model": self._space.model, "mark": mark}))
        query = sql.SQL("COMMENT ON TABLE {table} IS {noted}").format(noted=noted, **self._parts)
        connection.execute(query)


def _kind_of(width: int) -> str:
    """Returns the type by which vectors are ordered: in half precision where they are too wide."""
    return "halfvec({})" if _WIDEST < width <= _WIDEST_HALF else "vector({})"


def _graph_of(width: int) -> str:
    """Returns the statement that makes a graph, empty for vectors that are too wide for one."""
    if width > _WIDEST_HALF:
        return ""
    operators = "vector_cosine_ops" if width <= _WIDEST else "halfvec_cosine_ops"
    return f"CREATE INDEX ON {{table}} USING hnsw ((vector::{{kind}}) {operators})"


def _text(vector: Floats) -> str:
    """Returns a vector as pgvector reads it."""
    return json.dumps(vector.tolist())


def _read(comment: str | None) -> dict[str, str]:
    try:
        noted = json.loads(comment or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in noted.items()} if type(noted) is dict else {}


def _name(home: str, edition: int | str) -> str:
    """Returns the name of an edition's table: the number of the home folder, then its own."""
    return f"tenkyo_{home}_{edition}"
