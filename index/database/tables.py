"""How the tables of the databases are declared; the steps in `index/migrations/` make them."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

Kind = type[sa.types.TypeEngine[Any]]


def declare_table(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    """Declares a table of columns, indexes and constraints."""
    return sa.Table(name, sa.MetaData(), *parts)


def primary(name: str, kind: Kind = sa.String, *, index: bool = False) -> sa.Column[Any]:
    """Declares a column that names a row, alone or with others."""
    return sa.Column(name, kind, primary_key=True, index=index or None)


def column(
    name: str, kind: Kind = sa.String, *, index: bool = False, default: str | None = None
) -> sa.Column[Any]:
    """Declares a column that every row fills; `default` is what older rows have in it."""
    return sa.Column(name, kind, nullable=False, index=index or None, server_default=default)


def optional(name: str, kind: Kind = sa.String) -> sa.Column[Any]:
    """Declares a column that may be empty."""
    return sa.Column(name, kind, nullable=True)


def stamp(timespec: str = "seconds") -> str:
    """Returns the time now as it stands in tables: ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec=timespec)
