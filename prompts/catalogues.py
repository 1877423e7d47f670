"""What the program says, in each language: one catalogue of Project Fluent a language, `de.ftl`.

Code asks for a text by its key. A language is added by one more file, and nothing else: what it
lacks is said in English, and so is everything in a language that has no file.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

ENGLISH = "en"
"""The language that has every text."""

# What numbers and dates look like, where that is not what the language alone says.
_LOCALES = {ENGLISH: "en-GB"}
_SUFFIX = ".ftl"

Value = str | int | date
"""What a variable of a text may be; numbers and dates are written as the language does."""


_FOLDER = Path(__file__).parent


@cache
def languages() -> tuple[str, ...]:
    """Returns the codes of the languages that have a catalogue, English first."""
    codes = sorted(file.stem for file in _FOLDER.glob(f"*{_SUFFIX}"))
    return (ENGLISH, *(code for code in codes if code != ENGLISH))


class Wording:
    """The texts of one language, by their keys: `words("place-page", number="7")`."""

    def __init__(self, language: str, folder: Path = _FOLDER) -> None:
        """Takes a language that has a catalogue in a folder; it is read at the first text."""
        self.language = language
        self._folder = folder

    def __call__(self, key: str, **values: Value) -> str:
        """Returns the text of a key with its variables filled in, in English where it is missing.

        Raises:
            KeyError: no catalogue has this key, or a variable of the text has no value.
        """
        for language in (self.language, ENGLISH):
            bundle = _bundle(language, self._folder)
            if bundle.has_message(key):
                return _filled(bundle, key, values)
        raise KeyError(f"No catalogue in prompts/ has a text with the key {key!r}.")


def wording(language: str) -> Wording:
    """Returns the texts of a language, those of English if it has no catalogue."""
    return _wording(language if language in languages() else ENGLISH)


@cache
def lines(language: str, prefix: str) -> Mapping[str, str]:
    """Returns the texts of one line whose keys begin so, by the rest of their keys, as written.

    Reading them takes no library.
    """
    texts = {}
    for line in (_FOLDER / f"{language}{_SUFFIX}").read_text(encoding="utf-8").splitlines():
        key, found, text = line.partition(" = ")
        if found and key.startswith(prefix):
            texts[key.removeprefix(prefix)] = text
    return texts


@cache
def _wording(language: str) -> Wording:
    return Wording(language)


@cache
def _bundle(language: str, folder: Path) -> "FluentBundle":
    # Heavy, and not needed to show what a command can do.
    from fluent.runtime import FluentBundle, FluentResource

    source = (folder / f"{language}{_SUFFIX}").read_text(encoding="utf-8")
    bundle = FluentBundle([_LOCALES.get(language, language)], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    return bundle


def _filled(bundle: "FluentBundle", key: str, values: Mapping[str, Value]) -> str:
    pattern = bundle.get_message(key).value
    if pattern is None:
        raise KeyError(f"The text {key!r} in {bundle.locales[0]!r} is empty.")
    text, errors = bundle.format_pattern(pattern, dict(values))
    if errors:
        raise KeyError(f"The text {key!r} in {bundle.locales[0]!r} cannot be filled: {errors[0]}.")
    return str(text)
