"""A library as one question meets it, so that all of its answer comes from one model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from index.editions.edition import Edition
from index.embedding.reranking import Reranker
from index.errors import ReplacedError
from index.passages.cutting import context_of
from index.passages.windows import Offsets
from index.search.holding import Holding
from index.search.queries import EncodedQuery, Query
from index.search.retrieval import Found
from index.search.scope import Scope
from index.store.vector_file import PassageVectors
from index.types import Document, Passage

Taken = TypeVar("Taken")
Result = TypeVar("Result")

# How many candidates are reranked, and how much the reranker counts beside what was known.
_RERANKED = 20
_RERANKER_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One edition and one scope: what a question is asked of, from beginning to end.

    Another edition that takes over meanwhile changes nothing here. Documents that change are
    found as they are by then. `facts` are those of the records when it was taken, and
    `refuse_empty` raises `NoIndexError` if there is nothing that could be found.

    Its methods raise `ReplacedError` where the edition is deleted; `Library.ask` then asks the
    one of now.
    """

    edition: Edition
    facts: Mapping[str, str]
    scope: Scope | None
    reranker: Reranker | None
    refuse_empty: Callable[[], None]

    def starts(self, passage: Passage) -> Offsets:
        """Returns where each of a passage's tokens starts that has a vector, in its document."""
        return self.edition.starts(passage)

    def find(self, query: Query) -> Found:
        """Returns every candidate passage for a question with its scores.

        Raises:
            NoIndexError: nothing is indexed.
        """
        asked = query.encodable()
        with self.edition.searching(asked, self.scope, self.facts) as searcher:
            found = searcher.search(asked)
        if not found.candidates:
            self.refuse_empty()
        return _reranked(found, asked, self.reranker) if self.reranker else found

    def encode(self, text: str) -> EncodedQuery:
        """Returns a text ready to be compared with passages, without looking for anything."""
        return self.edition.encode(text, self.facts, self.scope)

    def holding(self, text: str) -> Holding:
        """Returns the passages that have all telling words of a text, each in any of its forms."""
        return self.edition.holding(text, self.facts, self.scope)

    def rarities(self, words: Sequence[str]) -> list[float]:
        """Returns how much each word tells: the rarity of the rarest term in it, by BM25.

        A word that no passage has tells nothing here: there is nothing to be found by it.
        """
        return self.edition.rarities(words, self.facts, self.scope)

    def passages_of(self, document: Document) -> list[Passage]:
        """Returns the passages of a document in reading order, none of one outside the scope."""
        hidden = self.scope is not None and document.id not in self.scope.documents
        return [] if hidden else self.edition.passages_of(document)

    def vectors(self, ids: Sequence[str]) -> dict[str, PassageVectors]:
        """Returns the vectors of passages by id; unknown ids are left out."""
        return self.edition.vectors(ids)


def asked_again(take: Callable[[], Taken], work: Callable[[Taken], Result]) -> Result:
    """Returns what becomes of a question that is asked of a snapshot.

    Where that was deleted meanwhile, which takes two runs, the one of then is asked.
    """
    try:
        return work(take())
    except ReplacedError:
        return work(take())


def _reranked(found: Found, query: Query, reranker: Reranker) -> Found:
    """Puts the best candidates in the order of the reranker; their other scores stay."""
    passages = {hit.passage.id: hit.passage for hit in found.hits(_RERANKED)}
    present = [c for c in found.candidates[:_RERANKED] if c.id in passages]
    texts = [context_of(passages[c.id]) + passages[c.id].text for c in present]
    scores = reranker.scores(f"{query.earlier} {query.text}".strip(), texts)
    pairs = zip(present, scores, strict=True)
    fused = [
        replace(c, score=round(_RERANKER_SHARE * s + (1 - _RERANKER_SHARE) * c.score, 6))
        for c, s in pairs
    ]
    # The others keep their order, below.
    lowest = min((c.score for c in fused), default=0.0)
    below = [replace(c, score=min(c.score, lowest)) for c in found.candidates[_RERANKED:]]
    ordered = sorted(fused, key=lambda c: (-c.score, c.id))
    return replace(found, candidates=(*ordered, *below))
