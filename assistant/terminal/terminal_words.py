"""In which language a terminal is spoken to."""

import os
from collections.abc import Mapping

from prompts.catalogues import ENGLISH, Wording, lines, wording

_VARIABLES = ("TENKYO_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def terminal_words(named: str = "", environment: Mapping[str, str] = os.environ) -> Wording:
    """Returns the words of the language that is named, else of the one that the locale names.

    A locale is looked for where POSIX does: the first of these variables that is set counts.
    """
    told = (environment.get(name, "") for name in _VARIABLES)
    return wording(named or _language(next(filter(None, told), ENGLISH)))


def _language(locale: str) -> str:
    """Returns the language of a locale such as `de_CH.UTF-8`."""
    return locale.replace("-", "_").partition("_")[0].partition(".")[0].lower()


def said(key: str) -> str:
    """Returns a text without variables for this terminal, at once: no library is loaded for it."""
    texts = lines(terminal_words().language, "")
    return texts.get(key) or lines(ENGLISH, "")[key]


def sentence(text: str) -> str:
    """Returns a text of a list as a sentence."""
    return f"{text[0].upper()}{text[1:]}{said('help-end')}"
