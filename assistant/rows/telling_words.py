"""The telling words of a question, and how many of them a row or another text has.

A sign by itself tells as a word does: "what does != do". Who holds a key is the key holder, and
"sit-ups" are written "situps" as well.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.answer_types.answer_forms import PERSON
from assistant.answer_types.kinds import asked_type
from index.search.retrieval import Found
from index.text.folding import bare
from index.text.function_words import function_words
from index.text.terms import Term, terms
from index.text.times import without_times

# Words for how many or how much there is of something: who asks "how many shares" means them.
_AMOUNTS = frozenset(
    bare(word)
    for word in "number numbers amount amounts quantity count nombre montant quantité anzahl zahl"
    " menge betrag número cantidad importe".split()
)
# What a verb becomes in the name of who does it, after its stem.
_DOERS = ("er", "or", "r")
# Signs between words that name nothing by themselves.
_PUNCTUATION = frozenset("- – — & / | ? ! … ... : ; • * = . , ( ) \" '".split())
_LETTERS = re.compile(r"[^\W\d_]+")
_LONG_ENOUGH = 5
_KEPT = 4_096
# How much of a word is looked for before it is read as a language does: its ending may change.
_ENDING = 3
_SHORTEST = 2
_ROUNDED = 1e-6


@dataclass(frozen=True)
class TellingWords:
    """The telling words of a question with their rarities, and the question itself."""

    words: tuple[tuple[Term, float], ...]
    text: str

    def share(self, said: frozenset[str]) -> float:
        """Returns the share of the words that are among some terms, by rarity."""
        total = sum(rarity for _, rarity in self.words)
        has = sum(rarity for term, rarity in self.words if not said.isdisjoint(term.forms))
        return round(has / (total or 1.0), 6)

    def may_have(self, text: str) -> float:
        """Returns the share that a text has at most, by the beginnings of the words.

        What only a time has may be met by a column of that time.
        """
        folded, untimed = bare(text), bare(without_times(self.text))
        total = sum(rarity for _, rarity in self.words)
        has = sum(
            rarity
            for term, rarity in self.words
            if any(b in folded or b not in untimed for b in map(_beginning, term.forms))
        )
        return has / (total or 1.0) + _ROUNDED

    def squeezed(self, name: str) -> frozenset[str]:
        """Returns the words that a name writes as one: "sit-ups" of "Situps"."""
        said = _LETTERS.findall(self.text) if name.isalpha() and len(name) >= _LONG_ENOUGH else []
        for pair in pairwise(said):
            if bare("".join(pair)) == bare(name):
                forms = {form for term, _ in self.words for form in term.forms}
                return frozenset(forms & {stem for word in pair for stem in terms(word)})
        return frozenset()

    def named(self, text: str, language: str) -> float:
        """Returns how much of the words of a text is in the question, 0 to 1."""
        own = _telling(text, language)
        forms = {form for term, _ in self.words for form in term.forms}
        return len(own & forms) / (len(own) or 1)


def telling_words(found: Found, question: str) -> TellingWords:
    """Returns the telling words of a question, each with its rarity."""
    query, kind = found.query, asked_type(question, found)
    pairs = zip(query.wanted, query.rarities.tolist(), strict=True)
    words = [(w.term, rarity) for w, rarity in pairs if not w.term.function]
    if kind is not None and kind.kind == PERSON:
        words = [(_or_who_does(term), rarity) for term, rarity in words]
    rarest = max((rarity for _, rarity in words), default=1.0)
    signs = [(Term((sign,), function=False), rarest) for sign in _signs_asked(question)]
    return TellingWords((*words, *signs), question)


def _or_who_does(term: Term) -> Term:
    """Returns a word that is met by who does it as well: who holds a key is the key holder."""
    doers = (form + ending for form in term.forms for ending in _DOERS)
    return replace(term, forms=(*term.forms, *doers))


def _signs_asked(question: str) -> list[str]:
    """Returns what a question names by signs alone, as "!=" in "what does != do"."""
    words = question.rstrip("?？.!").split()
    pairs = zip(["", *words], words, strict=False)
    signs = (w for before, w in pairs if not any(map(str.isdecimal, before)) and is_naming_sign(w))
    return list(dict.fromkeys(signs))


def is_naming_sign(text: str) -> bool:
    """Tells whether a text is a sign that can name something, not one between words."""
    return is_sign(text) and text not in _PUNCTUATION


def is_sign(text: str) -> bool:
    """Tells whether a text has neither letters nor digits."""
    return bool(text) and not any(map(str.isalnum, text))


def _beginning(form: str) -> str:
    return form[: max(_SHORTEST, len(form) - _ENDING)]


def _telling(text: str, language: str) -> frozenset[str]:
    own = all_terms(text, language) or frozenset(text.split())
    # A code may look like a small word: NOR, IT.
    own = own - function_words(language) or own
    return own - all_terms(" ".join(_AMOUNTS), language) or own


@lru_cache(maxsize=_KEPT)
def all_terms(text: str, language: str) -> frozenset[str]:
    """Returns the index terms of a text, each once."""
    return frozenset(terms(text, language))
