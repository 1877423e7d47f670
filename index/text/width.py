"""How wide a text is, so that a letter counts as half a Chinese or Japanese character."""

from unicodedata import east_asian_width


def columns(text: str) -> int:
    """Returns how many columns of a terminal a text takes: two for a wide character, else one."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(character: str) -> int:
    return 2 if east_asian_width(character) in "WF" else 1
