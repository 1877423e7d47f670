"""How the items of lists, and the lines that introduce them, are written."""

import re

_BULLET = "[-*+•·‣▪–—・①-⑳]"
# A capital with a full stop is more often somebody's initial.
_NUMBER = r"[(（]?(?:(?:\d{1,3}|[a-z]|[ivxlc]{1,5})[.)）]|[A-Z][)）])"
_JAPANESE = r"第?[0-9０-９一二三四五六七八九十]+[号項]?[、．]"
_ITEM = re.compile(rf"(?:{_BULLET}\s*|{_NUMBER}\s+|{_JAPANESE}\s*)\S")
_MARK = re.compile(rf"{_BULLET}|{_NUMBER}")
_INTRODUCES = (":", "：", ":**", "—")


def is_item(text: str) -> bool:
    """Tells whether a sentence stands in a list, by the mark it begins with."""
    return _ITEM.match(text) is not None


def is_introduction(text: str) -> bool:
    """Tells whether a sentence only says that a list comes."""
    return text.rstrip("* ").endswith(_INTRODUCES)


def leads_list(text: str) -> bool:
    """Tells whether a line above a list belongs to it: it introduces it, or asks for it."""
    return is_introduction(text) or text.rstrip("* ").endswith(("?", "？"))


def is_mark(text: str) -> bool:
    """Tells whether a text is nothing but the mark of an item."""
    return _MARK.fullmatch(text) is not None
