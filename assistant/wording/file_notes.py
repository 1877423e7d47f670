"""What readers of files found, in the language of whoever reads it.

Readers work apart, and say in English what they could not read; so it stands in the index, in JSON
and in logs. As with gettext, the English text is what another one is found by. What no catalogue
has, such as the words of a library about a damaged file, stays as it is.
"""

import re
from functools import cache

from prompts.catalogues import ENGLISH, Wording, lines, wording

_VARIABLE = re.compile(r"\\\{\\ \\\$(\w+)\\ \\\}")
_NUMBERS = re.compile(r"[\d, .-]+")
_AND = "; "
# Their values are texts of a catalogue themselves.
_SAID = frozenset(("cause", "pages"))
# They are said of what was counted, and put together.
_COUNTED = frozenset(("not-read", "not-read-at", "marked"))


def file_note(said: str, words: Wording) -> str:
    """Returns a remark of a reader, or its reason why it cannot read a file, in other words."""
    if words.language == ENGLISH:
        return said
    return _worded(said, words) or said


def file_notes(said: tuple[str, ...], words: Wording) -> str:
    """Returns remarks in one line."""
    return _AND.join(file_note(each, words) for each in said)


def _worded(said: str, words: Wording) -> str:
    if counted := _counted().fullmatch(said):
        return _of_counts(counted, words)
    for key, form in _forms():
        if match := form.fullmatch(said):
            values = {
                name: file_note(value, words) if name in _SAID else value
                for name, value in match.groupdict().items()
            }
            return words(f"file-{key}", **values)
    # Several may stand in one line, and some of them have a semicolon inside.
    for mark in re.finditer(_AND, said):
        if first := _worded(said[: mark.start()], words):
            return _AND.join((first, file_note(said[mark.end() :], words)))
    return ""


def _of_counts(counted: re.Match[str], words: Wording) -> str:
    parts = ", ".join(
        words(f"omitted-{_kinds()[name]}", n=int(number.replace(",", "")))
        for number, name in re.findall(
            rf"([\d,]+) ({_kind_names()})(?=,| and |$)", counted["parts"]
        )
    )
    if counted["done"] != "not read":
        return words("file-marked", parts=parts)
    if not counted["place"]:
        return words("file-not-read", parts=parts)
    return words("file-not-read-at", parts=parts, place=file_note(counted["place"], words))


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Returns the keys of the catalogue with what their English is known by, the longest first."""
    texts = {key: text for key, text in lines(ENGLISH, "file-").items() if key not in _COUNTED}
    by_length = sorted(texts, key=lambda key: -len(re.sub(r"\{.*?\}", "", texts[key])))
    return tuple((key, re.compile(_form(texts[key]), re.DOTALL)) for key in by_length)


def _form(text: str) -> str:
    def value(variable: re.Match[str]) -> str:
        name = variable[1]
        return rf"(?P<{name}>{_NUMBERS.pattern if name == 'numbers' else '.+?'})"

    return _VARIABLE.sub(value, re.escape(text))


@cache
def _kinds() -> dict[str, str]:
    """Returns the ends of the keys of what is counted, by its English names for one and several."""
    words = wording(ENGLISH)
    return {
        words(f"omitted-{kind}", n=n).removeprefix(f"{n} "): kind
        for kind in lines(ENGLISH, "omitted-")
        for n in (1, 2)
    }


def _kind_names() -> str:
    return "|".join(sorted(map(re.escape, _kinds()), key=len, reverse=True))


@cache
def _counted() -> re.Pattern[str]:
    one = rf"[\d,]+ (?:{_kind_names()})"
    parts = rf"(?P<parts>{one}(?:, {one})*(?: and {one})?)"
    return re.compile(rf"{parts}(?: (?P<place>.+?))? (?:is|are) (?P<done>not read|read, .*)")
