"""Whether a number stands beside what it is a number of: 75 euros for students, 90 for others.

A passage that tells several numbers of one kind in a sentence tells each in a part of its own. Who
writes one of them beside the words of another part has mixed them up.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.grounding.polarity import content, is_japanese
from assistant.grounding.quantities import Quantity, quantities, without_numbers

_SENTENCE = re.compile(r"(?<=[.!?。！？\n])(?!\d)")
_PART = re.compile(r"(?<!\d)[,;、；]|[,;、；](?!\d)|\b(?:and|but|while|whereas|then)\b")


@dataclass(frozen=True, slots=True)
class _PlacedQuantity:
    """A part of a sentence with one number in it, and its other words."""

    quantity: Quantity
    words: frozenset[str]


def mixed_up(claim: str, passage: str) -> bool:
    """Tells whether a number of a claim stands beside the words of another number."""
    told = [parts for parts in map(_parts, _SENTENCE.split(passage)) if len(parts) > 1]
    return any(_is_mixed_up(part, told) for said in _SENTENCE.split(claim) for part in _said(said))


def _said(sentence: str) -> list[_PlacedQuantity]:
    """Returns the parts of a written sentence; all words of it stand beside its only number."""
    parts, found = _parts(sentence), list(quantities(sentence))
    if len(found) != 1:
        return parts
    return [
        _PlacedQuantity(
            found[0], frozenset(content(without_numbers(sentence), is_japanese(sentence)))
        )
    ]


def _parts(sentence: str) -> list[_PlacedQuantity]:
    return list(_with_one_number(sentence, is_japanese(sentence)))


def _with_one_number(sentence: str, japanese: bool) -> Iterator[_PlacedQuantity]:
    for text in _PART.split(sentence):
        found = list(quantities(text))
        if len(found) == 1:
            yield _PlacedQuantity(found[0], frozenset(content(without_numbers(text), japanese)))


def _is_mixed_up(said: _PlacedQuantity, told: Sequence[Sequence[_PlacedQuantity]]) -> bool:
    """Tells whether in every sentence with a number the words beside it are of another one."""
    holding = [parts for parts in told if any(said.quantity.agrees(p.quantity) for p in parts)]
    return bool(holding) and all(_fits_another(said, parts) for parts in holding)


def _fits_another(said: _PlacedQuantity, parts: Sequence[_PlacedQuantity]) -> bool:
    alike = [part for part in parts if part.quantity.measure == said.quantity.measure]
    shares = [(_share(said, part, alike), said.quantity.agrees(part.quantity)) for part in alike]
    own = max((share for share, agrees in shares if agrees), default=1.0)
    return any(share > own for share, agrees in shares if not agrees)


def _share(said: _PlacedQuantity, part: _PlacedQuantity, parts: Sequence[_PlacedQuantity]) -> float:
    """Returns which share of the words that only one part has a claim has too."""
    others = frozenset().union(*(other.words for other in parts if other is not part))
    own = part.words - others
    return len(own & said.words) / len(own) if own else 0.0
