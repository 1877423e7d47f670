"""Whether every language of an index can be found: no language may be dead without a word.

Of each language a sentence of an indexed document is asked for, and each leg that claims to find
such text must propose its passage: the lexical leg always, the dense one where the embedding model
reads the language.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from index.search.queries import Query
from index.search.retrieval import Searcher
from index.text.sentences import sentences
from index.types import Passage

LEXICAL, DENSE = "lexical", "dense"
# From here on a question is read well enough for the dense leg to answer for it.
_CLAIMED = 0.9
_SHORTEST, _LONGEST = 20, 300
_TRIED = 3


@dataclass(frozen=True, slots=True)
class LanguageFinding:
    """What the check of one language found.

    `legs` are those that claim to find text in it, `dead` those of them that did not find the
    `sentence` or any other that was tried.
    """

    language: str
    legs: tuple[str, ...]
    dead: tuple[str, ...]
    sentence: str


def samples(passages: Iterable[Passage]) -> dict[str, list[Passage]]:
    """Returns the first few passages of each language, by its BCP 47 code."""
    by_language: dict[str, list[Passage]] = {}
    for passage in passages:
        taken = by_language.setdefault(passage.document.language, [])
        if len(taken) < _TRIED and _sentence(passage):
            taken.append(passage)
    return {language: taken for language, taken in by_language.items() if taken}


def self_check(searcher: Searcher, passages: Iterable[Passage]) -> list[LanguageFinding]:
    """Looks for a known sentence of each language, and returns one finding a language."""
    return [_check(searcher, language, of) for language, of in sorted(samples(passages).items())]


def _check(searcher: Searcher, language: str, passages: list[Passage]) -> LanguageFinding:
    """Tries passages until each leg has found one: any single one may be like many others."""
    claimed: set[str] = set()
    alive: set[str] = set()
    for passage in passages:
        proposed = searcher.propose(Query(_sentence(passage))).own
        claimed |= {LEXICAL, DENSE} if proposed.query.readable >= _CLAIMED else {LEXICAL}
        legs = {LEXICAL: proposed.lexical, DENSE: proposed.dense}
        alive |= {leg for leg, found in legs.items() if passage.id in {match.id for match in found}}
        if claimed <= alive:
            break
    sentence = _sentence(passages[0])
    return LanguageFinding(
        language, tuple(sorted(claimed)), tuple(sorted(claimed - alive)), sentence
    )


def _sentence(passage: Passage) -> str:
    """Returns a sentence of a passage, without line breaks; empty if none is long enough."""
    text = passage.document.text
    spans = (" ".join(text[a:b].split()) for a, b in sentences(text, passage.start, passage.end))
    return next((said[:_LONGEST] for said in spans if len(said) >= _SHORTEST), "")
