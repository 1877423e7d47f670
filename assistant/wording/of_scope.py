"""What an answer says of the scope that its question was kept to."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.access.contents import Chosen, Kind
from assistant.wording.phrases import listed
from prompts.catalogues import Wording, wording

_NAMED = 3


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What is said, the ids of the documents that it names, and whether it counts documents."""

    text: str
    titled: tuple[str, ...]
    counts: bool


def looked_at(chosen: Sequence[Chosen], count: int, language: str) -> LookedAt:
    """Returns that only so many documents were looked at, and of what."""
    words = wording(language)
    names = [_named(each, words) for each in chosen[:_NAMED]]
    if len(chosen) > _NAMED:
        names.append(words("scope-others", count=len(chosen) - _NAMED))
    told = listed(names, "list-and", language)
    documents = [each for each in chosen if each.kind is Kind.DOCUMENT]
    titled = tuple(i for each in documents for i in sorted(each.documents))[:_NAMED]
    if len(documents) == len(chosen) == count:
        return LookedAt(words("scope-looked-at", names=told), titled, counts=False)
    return LookedAt(words("scope-looked-at-of", count=count, names=told), titled, counts=True)


def _named(chosen: Chosen, words: Wording) -> str:
    if chosen.is_attached and chosen.kind is Kind.FOLDER:
        return words("scope-attached")
    return words("quotation", quote=chosen.title)
