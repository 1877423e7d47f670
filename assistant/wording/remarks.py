"""The assistant's own words: greetings, refusals, and what it says of the documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.questions.language import answer_language
from assistant.types import Answer, Named, named
from index.read_protocol import ReadableLibrary
from prompts.catalogues import Wording, wording

OF_DOCUMENTS = ("greeting", "abilities")
"""The remarks that name documents, and say how many there are."""

_COUNTS = "refusal"

_TITLES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Remark:
    """What the assistant says, the documents that it names, and whether it counts documents."""

    text: str
    named: tuple[Named, ...] = ()
    counts: bool = False


def remark(name: str, language: str, library: ReadableLibrary) -> Remark:
    """Returns the remark of this name in a language, filled with what is indexed."""
    words, key = wording(language), f"remark-{name.replace(' ', '-')}"
    if name not in (*OF_DOCUMENTS, _COUNTS):
        return Remark(words(key))
    ids = library.records.document_ids()
    if name == _COUNTS:
        return Remark(words(key, count=len(ids)), counts=True)
    if not ids:
        return Remark(words("remark-nothing"))
    shown = [document for i in ids[:_TITLES_SHOWN] if (document := library.document(i))]
    titles = _titles([each.title for each in shown], len(ids) > _TITLES_SHOWN, words)
    return Remark(words(key, count=len(ids), titles=titles), named(shown), counts=True)


def withheld(question: str) -> Answer:
    """Returns what takes the place of a stored answer that its reader may not see any more."""
    words = wording(answer_language(question))
    return Answer(question, question, remark=words("remark-withheld"))


def _titles(shown: Sequence[str], more: bool, words: Wording) -> str:
    titles = words("titles-comma").join(words("quotation", quote=title) for title in shown)
    return words("titles-and-more", titles=titles) if more else titles
