"""From a question to ranked passages: candidates from two legs, then late interaction.

The legs are dense (Chroma) and lexical (BM25) (`proposals.py`); their candidates are scored by the
vectors that are stored of them (`ranking.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from index.embedding.embedding import Embedder, Embedding, Floats, Token, TokenisedTexts
from index.passages.windows import Offsets
from index.search.holding import Holding, telling_terms
from index.search.late_interaction import QueryVectors, query_vectors
from index.search.proposals import CANDIDATES, DenseLeg, Part, Proposed, dense_limit, pair_scores
from index.search.queries import (
    EncodedQuery,
    LexicalLeg,
    Query,
    QueryWord,
    encodable,
    inside,
    joined,
    lacks,
    rarities,
    spelt_nearly,
    unread,
    wanted_of,
    with_vectors,
    words_of,
)
from index.search.ranking import Scored, ranked, scores_of
from index.search.spelling import meant
from index.search.stored import Stored
from index.store.tantivy_index import Match
from index.store.vector_file import PassageVectors
from index.text.language import language
from index.types import Hit, Passage

READ_ANEW = 40
"""How many passages are read anew, at most, where what is stored of them is not as good."""

SCORED = 200
"""How many passages the lexical leg scores, for those that the dense leg proposes."""

# How many passages are read for a word that was meant by another.
_READ_FOR_SLIPS = 128
# The questions asked last, which those that follow them search for too.
_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the question as encoded, and the candidates, best first.

    `leaned` tells whether the conversation had a say in it. It carries what it was searched with,
    so that whatever else is asked about it is answered by the same model, also after another one
    has taken over: `searcher`, and the `stored` vectors of the candidates, by id. Those of `anew`
    are not as they were stored: the model has read them for this question.
    """

    query: EncodedQuery
    candidates: tuple[Scored, ...]
    searcher: "Searcher"
    stored: Mapping[str, PassageVectors]
    leaned: bool = False
    anew: frozenset[str] = frozenset()

    @property
    def embedder(self) -> Embedder:
        """The model that it was searched with."""
        return self.searcher.embedder

    def hits(self, top_k: int) -> tuple[Hit, ...]:
        """Returns the first candidates as passages, without those that went since the search.

        Raises:
            ReplacedError: another model has taken over, and the passages are deleted.
        """
        best = self.candidates[:top_k]
        passages = self.searcher.passages([candidate.id for candidate in best])
        present = [c for c in best if c.id in passages]
        return tuple(Hit(passages[c.id], c.score, rank) for rank, c in enumerate(present, start=1))

    def vectors(self, ids: Sequence[str]) -> dict[str, PassageVectors]:
        """Returns the vectors of candidates by id; other ids are left out."""
        return {i: self.stored[i] for i in ids if i in self.stored}

    def starts(self, passage: Passage) -> Offsets:
        """Returns where each token of a candidate starts that has a vector, in its document."""
        return self.searcher.starts(passage, passage.id in self.anew)

    def encode(self, text: str) -> EncodedQuery:
        """Returns a text ready to be compared with the candidates."""
        return self.searcher.encode(text)

    def languages(self) -> tuple[str, ...]:
        """Returns the languages of what was searched, the most common one first."""
        return self.searcher.languages()

    def lacks(self, words: Sequence[str]) -> list[bool]:
        """Tells of each word, or words, whether nothing that was searched has it.

        Of a question in a language that no document is in, that cannot be told by words.
        """
        return [False] * len(words) if self.query.foreign else self.searcher.lacks(words)

    def meant(self, word: str) -> str | None:
        """Returns the word of the passages that a word of the question was meant to be, if any."""
        first = [candidate.id for candidate in self.candidates]
        return self.searcher.meant(word, first, language(self.query.text))

    def knows(self, word: str) -> bool:
        """Tells whether the model's vocabulary has a word of the question whole.

        What is misspelt falls into pieces, as rare words do.
        """
        text = self.query.text
        return any(text[place.start : place.end].strip() == word for place in self.query.places)


class Searcher:
    """Searches passages as they are at one revision; for any number of threads."""

    def __init__(
        self,
        embedder: Embedder,
        projection: Floats,
        words: LexicalLeg,
        dense: DenseLeg,
        stored: Stored,
    ) -> None:
        """Takes the two legs, and what is stored of the passages that they find."""
        self.embedder = embedder
        self._projection = projection
        self._words = words
        self._dense = dense
        self._stored = stored
        self._known: dict[str, Part] = {}

    def search(self, query: Query) -> Found:
        """Returns every candidate passage for a question, best first, ties broken by id.

        Of some passages what is stored is not as good as what reading them anew gives. So are read
        those that come first by it; the others stay behind them.
        """
        proposed = self.propose(query)
        stored = self._stored.vectors(proposed.candidates)
        found = self._among(proposed, stored)
        first = [candidate.id for candidate in found.candidates[:READ_ANEW]]
        anew = self._stored.read_anew(first) if first else {}
        if not anew:
            return found
        known = {i: anew.get(i, stored[i]) for i in first}
        best = _reordered(self._among(proposed, known), self._among(proposed, known, whole=True))
        lowest = best.candidates[-1].score
        rest = (replace(c, score=min(c.score, lowest)) for c in found.candidates[READ_ANEW:])
        return replace(
            best,
            candidates=(*best.candidates, *rest),
            stored=stored | known,
            anew=frozenset(anew),
        )

    def _among(
        self, proposed: Proposed, stored: Mapping[str, PassageVectors], whole: bool = False
    ) -> Found:
        """Returns some candidates, best first, by these vectors of theirs, or the whole ones."""
        if not stored:
            return Found(proposed.own.query, (), self, {})
        ids, vectors = list(stored), list(stored.values())
        scores = [scores_of(part, ids, vectors, whole) for part in proposed.parts]
        searched, candidates, leaned = ranked(proposed, ids, scores)
        return Found(searched, candidates, self, stored, leaned)

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Returns passages by id; unknown ids are left out."""
        return self._stored.passages(ids)

    def starts(self, passage: Passage, anew: bool) -> Offsets:
        """Returns where each of a passage's tokens starts that has a vector, in its document.

        `anew` tells whether these are the vectors of a passage that was read anew.
        """
        return self._stored.starts(passage, anew)

    def encode(self, text: str) -> EncodedQuery:
        """Returns a text ready to be compared with passages."""
        text = encodable(text)
        reading = self._reading([text])
        asked_for = self._unread(text, words_of(text, self._words), reading.tokens[0])
        return with_vectors(asked_for, self._vectors(reading.embed())[0])

    def _reading(self, texts: Sequence[str]) -> TokenisedTexts:
        return self.embedder.reading(texts, None if self._stored.reads_whole else self._projection)

    def _vectors(self, made: Sequence[Embedding]) -> list[QueryVectors]:
        projection = self._projection if self._stored.reads_whole else None
        return [query_vectors(each, projection) for each in made]

    def holding(self, text: str) -> Holding:
        """Returns the passages that have all telling words of a text, each in any of its forms."""
        wanted = telling_terms(encodable(text), self._words.languages())
        ids = self._words.holding(wanted)
        return Holding(wanted, self._stored.documents_of(ids), self._stored.passages)

    def rarities(self, words: Sequence[str]) -> list[float]:
        """Returns how rare each word is, by the rarest term in it; 0 if no passage has it."""
        return rarities(self._words, list(map(encodable, words)))

    def languages(self) -> tuple[str, ...]:
        """Returns the languages of the passages, the most common one first."""
        return self._words.languages()

    def lacks(self, words: Sequence[str]) -> list[bool]:
        """Tells of each word, or words, whether no passage has it, or not all of it."""
        return lacks(self._words, list(map(encodable, words)))

    def meant(self, word: str, first: Sequence[str], language: str) -> str | None:
        """Returns the word that another was meant to be, looked for in passages `first` before."""
        ids = spelt_nearly(self._words, encodable(word), first)[:_READ_FOR_SLIPS]
        passages = self.passages(ids)
        return meant(word, (passages[i].text for i in ids if i in passages), language)

    def propose(self, query: Query) -> Proposed:
        """Returns what the two legs find for a question and for what was said before it."""
        said, remembered = query.conversation, self._known
        known = {text: remembered[text] for text in said.questions if text in remembered}
        asked = [query.text, *(text for text in said.questions if text not in known)]
        answer, earlier = ([text] if text else [] for text in (said.answer, query.earlier))
        texts = [*asked, *answer, *earlier]
        before = f"{said.in_order} " if said.texts else ""
        whole = [before + query.text] if before else []
        reading = self._reading([*texts, *whole])
        places = reading.tokens[: len(texts)]
        looked_up = cache(partial(self._look_up, texts, places, len(asked) + len(answer)))
        embeddings = self._vectors(reading.embed(meanwhile=looked_up))
        asked_for, lexical, pairs = looked_up()
        encoded = list(map(with_vectors, asked_for, embeddings[: len(texts)]))
        # What the question and the last one mean is enough; the others are looked for by words.
        meant = {query.text, *said.questions[:1]}
        parts = [
            self._part(*each, dense=each[0].text in meant)
            for each in zip(encoded, lexical, strict=False)
        ]
        known |= dict(zip(asked, parts, strict=False))
        self._remember(query.text, parts[0])
        questions = [known[text] for text in said.questions]
        meant_so = inside(encoded[0], embeddings[-1], len(before)) if before else None
        return Proposed(
            own=parts[0],
            whole=joined(encoded[0], encoded[-1]) if earlier else encoded[0],
            pairs=pairs,
            said=(*questions[:1], *(replace(part, dense=[]) for part in questions[1:])),
            answer=parts[len(asked)] if answer else None,
            inside=replace(parts[0], query=meant_so) if meant_so else None,
            needed=said.needed,
        )

    def _part(self, query: EncodedQuery, lexical: list[Match], *, dense: bool) -> Part:
        limit = dense_limit(query, CANDIDATES)
        found = self._dense.nearest(query.sentence, limit) if dense else []
        return Part(query, lexical, found)

    def _remember(self, text: str, part: Part) -> None:
        """Keeps what was found for a question: it is part of the conversation of the next one."""
        if len(self._known) >= _REMEMBERED:
            self._known = {}
        self._known[text] = part

    def _look_up(
        self, texts: Sequence[str], places: Sequence[tuple[Token, ...]], wanted: int
    ) -> tuple[list[EncodedQuery], list[list[Match]], dict[str, float]]:
        """Returns all texts without vectors, what is found for `wanted` of them, and the pairs."""
        worded = [words_of(text, self._words) for text in texts]
        lexical = [self._words.search(wanted_of(words), SCORED) for words in worded[:wanted]]
        pairs = pair_scores(self._words, worded[0], lexical[0][:CANDIDATES])
        return list(map(self._unread, texts, worded, places)), lexical, pairs

    def _unread(
        self, text: str, words: Sequence[QueryWord], places: tuple[Token, ...]
    ) -> EncodedQuery:
        legibility = self.embedder.legibility
        return unread(text, words, places, legibility=legibility, leg=self._words)


def _reordered(scored: Found, ordered: Found) -> Found:
    """Returns candidates in the order of others, the first with what scored best, and so on.

    So a score means what it did: confidence was fitted on the scores of projected vectors.
    """
    by_id = {candidate.id: candidate for candidate in scored.candidates}
    pairs = zip(ordered.candidates, scored.candidates, strict=True)
    candidates = tuple(replace(by_id[each.id], score=place.score) for each, place in pairs)
    return replace(scored, candidates=candidates)
