"""JSON, JSON lines: records as "key: value" lines, each under its title, with its number."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from index.errors import UnreadableError
from index.readers.builder import TextBuilder, one_line
from index.readers.extraction import Extraction, Options
from index.readers.text import decode

_TITLES = ("title", "name", "heading", "headline", "subject", "label", "タイトル", "件名", "題名")
_TEXTS = frozenset("text body content abstract summary description paragraph 本文 内容".split())
_MAX_DEPTH = 50
_LONG = 80


class NumberAsWritten(str):
    """A number as it is written in the file: 49.90 is not 49.9, and release 1.10 not 1.1."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a record in order; a name may come again."""

    pairs: tuple[tuple[str, "Json"], ...]


Json = str | NumberAsWritten | bool | None | list["Json"] | Fields


def read(data: bytes, options: Options) -> Extraction:
    """Reads one JSON value, or one a line; a list at the top is one of records.

    Raises:
        UnreadableError: it is no JSON, or nested too deeply.
    """
    text = decode(data).removeprefix("\ufeff")
    try:
        return _read(list(_records(text)))
    except RecursionError as error:
        raise UnreadableError("it is nested too deeply") from error


def _read(records: list[tuple[int, Json]]) -> Extraction:
    if len(records) == 1 and records[0][0] == 0:
        return _single(records[0][1])
    builder = TextBuilder()
    for number, record in records:
        builder.page(number)
        _add(builder, record, (), 1)
    return builder.finish(page_unit="row")


def _single(value: Json) -> Extraction:
    builder = TextBuilder()
    title = _title(value)[1] if isinstance(value, Fields) else ""
    _add(builder, value, (), 1)
    return builder.finish(title)


def _records(text: str) -> Iterator[tuple[int, Json]]:
    """Yields records with their numbers from 1; a value that is no list has the number 0."""
    try:
        value = _parsed(text)
    except json.JSONDecodeError as error:
        yield from _lines(text, error)
        return
    if isinstance(value, list):
        yield from enumerate(value, 1)
    else:
        yield 0, value


def _lines(text: str, whole: json.JSONDecodeError) -> Iterator[tuple[int, Json]]:
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    for count, (number, line) in enumerate(lines):
        try:
            yield number, _parsed(line)
        except json.JSONDecodeError as error:
            # A file that is no JSON at all is told by where it stops being some.
            shown = error if count else whole
            place = f"line {number}" if count else f"line {whole.lineno}"
            raise UnreadableError(
                f"the file is damaged: {place} is no JSON: {shown.msg}"
            ) from error


def _parsed(text: str) -> Json:
    try:
        value: Json = json.loads(
            text,
            parse_int=NumberAsWritten,
            parse_float=NumberAsWritten,
            parse_constant=NumberAsWritten,
            object_pairs_hook=lambda pairs: Fields(tuple(pairs)),
        )
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError):
            raise
        raise UnreadableError(f"the file is damaged: {error}") from error
    return value


def _add(builder: TextBuilder, value: Json, path: tuple[str, ...], level: int) -> None:
    if len(path) > _MAX_DEPTH:
        raise UnreadableError("it is nested too deeply")
    if isinstance(value, Fields):
        _add_record(builder, value, path, level)
    elif isinstance(value, list):
        _add_list(builder, value, path, level)
    else:
        _add_value(builder, _shown(value), path)


def _add_record(builder: TextBuilder, record: Fields, path: tuple[str, ...], level: int) -> None:
    place, title = _title(record)
    if title:
        builder.heading(title, level)
    for n, (key, value) in enumerate(record.pairs):
        if n != place:
            _add(builder, value, (*path, one_line(key)), level + bool(title))


def _add_list(builder: TextBuilder, values: list[Json], path: tuple[str, ...], level: int) -> None:
    if any(isinstance(value, Fields | list) or len(_shown(value)) > _LONG for value in values):
        for value in values:
            _add(builder, value, path, level)
    else:
        _add_value(builder, ", ".join(filter(None, map(_shown, values))), path)


def _add_value(builder: TextBuilder, text: str, path: tuple[str, ...]) -> None:
    """Adds a line "key: value"; a text that is one by its key stands for itself."""
    if not text.strip():
        return
    if not path or path[-1].lower() in _TEXTS:
        for block in text.replace("\r\n", "\n").split("\n\n"):
            builder.paragraph(block)
    else:
        builder.paragraph(f"{' › '.join(path)}: {text}")


def _title(record: Fields) -> tuple[int, str]:
    """Returns which field is the title of a record, -1 for none, and what it says."""
    for name in _TITLES:
        for place, (key, value) in enumerate(record.pairs):
            says = isinstance(value, str) and not isinstance(value, NumberAsWritten)
            if key.lower() == name and says and one_line(str(value)):
                return place, one_line(str(value))
    return -1, ""


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
