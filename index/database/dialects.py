"""What SQLite and PostgreSQL say in different words, in one place."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

Row = Mapping[str, object]

# The two are alike in what is asked of them here, and have no type in common that says so.
_INSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def replace_rows(connection: Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Inserts rows; those with a known primary key take the place of the old ones."""
    if not rows:
        return
    insert = _INSERT[connection.dialect.name](table)
    keys = list(table.primary_key.columns)
    others = {c.name: insert.excluded[c.name] for c in table.columns if not c.primary_key}
    if others:
        connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=others), rows)
    else:
        connection.execute(insert.on_conflict_do_nothing(index_elements=keys), rows)


def insert_new(connection: Connection, table: sa.Table, row: Row) -> bool:
    """Inserts a row, unless one of its primary key is there; tells whether it was new."""
    insert = _INSERT[connection.dialect.name](table).on_conflict_do_nothing()
    return connection.execute(insert.returning(*table.primary_key), row).first() is not None


def holds_words(text: sa.ColumnElement[Any], words: str) -> sa.ColumnElement[bool]:
    """Tells whether words stand in a text, letter by letter."""
    return _PlaceOfWords(text, sa.literal(words)) > 0


def listed(name: str) -> sa.Select[tuple[object]]:
    """Returns a query of the values of a JSON list that is bound to `name`.

    One statement for any number of keys is compiled once, which `IN (?, ?, ...)` is not.
    """
    values = sa.func.json_each(sa.bindparam(name)).table_valued("value")
    return sa.select(values.c.value)


def listed_texts(values: Sequence[str]) -> sa.Select[tuple[str]]:
    """Returns texts as one parameter, however many there are: a statement takes not too many."""
    texts = _ListedTexts(sa.literal(json.dumps(list(values)))).table_valued(
        sa.column("value", sa.String)
    )
    return sa.select(texts.c.value)


def text_of(document: sa.ColumnElement[Any], name: str) -> sa.ColumnElement[str]:
    """Returns what stands under a name in a text that is a JSON object."""
    return _JsonText(document, sa.literal_column(name))


class _PlaceOfWords(FunctionElement[int]):
    """Where words begin in a text, from 1; 0 for nowhere."""

    type = sa.Integer()
    inherit_cache = True


class _ListedTexts(FunctionElement[str]):
    """The texts of a JSON list, as rows."""

    name = "texts"
    inherit_cache = True


class _JsonText(FunctionElement[str]):
    """A text under a name in a JSON object, written as in the index of it."""

    type = sa.String()
    inherit_cache = True


def _say(element: type[FunctionElement[Any]], **forms: str) -> None:
    """Notes how each of the two writes an element; `{}` is what it is given."""
    for dialect, form in forms.items():
        compiles(element, dialect)(partial(_written, form))


def _written(
    form: str, element: FunctionElement[Any], compiler: SQLCompiler, **options: object
) -> str:
    return form.format(*(compiler.process(each, **options) for each in element.clauses))


_say(_PlaceOfWords, sqlite="instr({}, {})", postgresql="strpos({}, {})")
_say(_ListedTexts, sqlite="json_each({})", postgresql="json_array_elements_text(CAST({} AS JSON))")
_say(_JsonText, sqlite="json_extract({}, '$.{}')", postgresql="(CAST({} AS JSON) ->> '{}')")
