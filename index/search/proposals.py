"""What the two legs propose for a question and its conversation, not yet ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from index.embedding.embedding import Floats
from index.search.queries import EncodedQuery, LexicalLeg, QueryWord, wanted_of
from index.store.tantivy_index import Match, WordPair

CANDIDATES = 50
"""How many passages each leg proposes."""

CANDIDATES_SAID = 15
"""How many passages each leg proposes for a turn that was said before."""


class DenseLeg(Protocol):
    """Finds passages by what they mean."""

    def nearest(self, vector: Floats, limit: int) -> list[Match]:
        """Returns the passages with the highest cosine, best first, ties by id."""


@dataclass(frozen=True, slots=True)
class Part:
    """The question, or something said before it, with what both legs find for it.

    `lexical` has more matches than are candidates. `dense` has none for what was said further back.
    """

    query: EncodedQuery
    lexical: list[Match]
    dense: list[Match]

    def best(self, limit: int) -> set[str]:
        """Returns the best passages of each leg, by id."""
        proposed = (*self.lexical[:limit], *self.dense[: dense_limit(self.query, limit)])
        return {match.id for match in proposed}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the legs propose for a question and what was said before it, not yet ranked.

    `whole` is the question with the words that it leans on. `said` are the earlier questions, the
    last one first, and `answer` the last answer, if there are any. `inside` is the question, its
    tokens as they are meant after that. `pairs` has the share of the question's neighbouring words
    that stand so in a passage.
    """

    own: Part
    whole: EncodedQuery
    pairs: dict[str, float]
    said: tuple[Part, ...] = ()
    answer: Part | None = None
    inside: Part | None = None
    needed: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that was looked for: the question, the earlier ones, the last answer.

        Last, if anything was said, the question inside the conversation.
        """
        return (self.own, *self.said, *(part for part in (self.answer, self.inside) if part))

    @property
    def candidates(self) -> list[str]:
        """The best passages of both legs, in the order of their ids."""
        found = self.own.best(CANDIDATES).union(
            *(part.best(CANDIDATES_SAID) for part in self.parts[1:])
        )
        return sorted(found)


def dense_limit(query: EncodedQuery, limit: int) -> int:
    """Returns how many passages the dense leg proposes: alone, as many as both legs together."""
    return 2 * limit if query.foreign else limit


def pair_scores(
    leg: LexicalLeg, words: Sequence[QueryWord], among: Sequence[Match]
) -> dict[str, float]:
    """Returns the share of the neighbouring words of a question that stand so in a passage."""
    rarities = (rarity for word in words for rarity in word.rarities.tolist())
    weighed = zip(wanted_of(words), rarities, strict=True)
    pairs = [
        WordPair(one.term, other.term, one_rarity + other_rarity)
        for (one, one_rarity), (other, other_rarity) in pairwise(weighed)
        if not (one.term.function and other.term.function)
    ]
    found = leg.beside(pairs, [match.id for match in among])
    total = sum(pair.weight for pair in pairs) or 1.0
    return {passage_id: weight / total for passage_id, weight in found.items()}
