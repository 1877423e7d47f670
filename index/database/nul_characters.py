"""NUL in texts, which a document may hold and PostgreSQL cannot: written as two other characters.

U+FDD0 and U+FDD1 stand for no character, "for process-internal use" (Unicode 23.7). A text that
holds U+FDD0 itself is told from one that holds NUL, so every text comes back as it was.
"""

import json
import re
from collections.abc import Callable

_MARK, _NUL, _ITSELF = "\ufdd0", "\ufdd0\ufdd1", "\ufdd0\ufdd0"
_WRITTEN = re.compile(f"{_NUL}|{_ITSELF}")


def stored_text(text: str) -> str:
    """Returns a text as PostgreSQL takes it."""
    if "\0" not in text and _MARK not in text:
        return text
    return text.replace(_MARK, _ITSELF).replace("\0", _NUL)


def told_text(text: str) -> str:
    """Returns a text that was stored, as it was."""
    if _MARK not in text:
        return text
    return _WRITTEN.sub(lambda found: "\0" if found[0] == _NUL else _MARK, text)


def stored_json(value: object) -> str:
    """Returns a value as JSON that PostgreSQL takes."""
    text = json.dumps(value)
    return json.dumps(_each(value, stored_text)) if "\\u0000" in text or "\\ufdd0" in text else text


def told_json(stored: str | bytes) -> object:
    """Returns the value of stored JSON, as it was."""
    text = stored if isinstance(stored, str) else stored.decode()
    value = json.loads(text)
    return _each(value, told_text) if "\\ufdd0" in text else value


def _each(value: object, change: Callable[[str], str]) -> object:
    """Returns a value of JSON with each text in it changed, names as well."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(name): _each(each, change) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_each(each, change) for each in value]
    return value
