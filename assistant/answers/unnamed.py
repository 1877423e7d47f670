"""What is said where the document, release or code that a question names does not answer."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from assistant.questions.language import language_of
from index.types import Document

_NAMES_SHOWN = 3
_WORDING = {
    "en": {
        "missing": "I found nothing on “{name}”. The nearest passages are about something else.",
        "silent": "{names} says nothing about this that I could find.",
        "silents": "{names} say nothing about this that I could find.",
    },
    "ja": {
        "missing": "「{name}」の記載は見つかりませんでした。下の箇所は別のものについてです。",
        "silent": "{names}には、これについての記載が見つかりませんでした。",
        "silents": "{names}には、これについての記載が見つかりませんでした。",
    },
}


def unnamed(question: str, missing: str, documents: Sequence[Document]) -> str:
    """Returns what is said where what a question names is missing, or does not answer it.

    `missing` is its name as written, empty where it is there: the documents are named then.
    """
    language = language_of(question)
    if missing:
        return _WORDING[language]["missing"].format(name=missing)
    names = [PurePosixPath(document.path).name for document in documents[:_NAMES_SHOWN]]
    wording = _WORDING[language]["silent" if len(names) == 1 else "silents"]
    return wording.format(names=_listed(names, language))


def _listed(names: Sequence[str], language: str) -> str:
    if language == "ja":
        return "".join(f"「{name}」" for name in names)
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
