"""Characters that cannot be seen, or that control what shows a text: made visible, or left out."""

import re

# All but tab, line feed and carriage return; what turns the order of others; lone surrogates.
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    """Returns text that is safe in one line of a terminal.

    Control characters, what turns the order of others, and odd bytes are shown by their codes.
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def storable(text: str) -> str:
    """Returns text without control characters and lone surrogates, which cannot be stored."""
    return CONTROL.sub(" ", text.encode(errors="replace").decode())
