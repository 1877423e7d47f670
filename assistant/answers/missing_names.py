"""What a question asks about that no document mentions: names, codes and things.

Only what the shape of the question shows to be one is named, so that neither its small words nor
its spelling are: quoted words, capitals inside a sentence, codes, runs of kanji or katakana, the
single word between an article or a preposition and a small word or the end ("my dog", "for
parking"), and without any of these the word that the question ends with.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.language import content_words, is_function_word, language_of

_QUOTED = re.compile(r"[“\"«「『]([^“”\"«»「」『』]{2,60})[”\"»」』]")
_WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*")
_SENTENCE_ENDS = re.compile(r"[.!?:;]\s")
# "Dr. Who": a full stop after a short word with a capital ends no sentence.
_TITLE = re.compile(r"[A-Z][a-z]{0,2}")
# What stays small in a heading that has capitals throughout.
_SMALL_IN_TITLES = frozenset("a an the of in on at to for and or by with from as".split())
# A year or a section; two digits are rather an amount.
_FEWEST_DIGITS = 3
_SHORTEST_NOUN = 3
_BEFORE_NOUNS = frozenset(
    "a an the my our your his her their any some no this that these those every each of for in at"
    " on with from about per without during into regarding concerning abt".split()
)


class Vocabulary(Protocol):
    """The words of what was searched, and those that the model knows."""

    def lacks(self, words: Sequence[str]) -> list[bool]:
        """Tells of each word, or words, whether nothing that was searched has it."""

    def knows(self, word: str) -> bool:
        """Tells whether a word of the question is one, and no slip or shorthand."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is mentioned nowhere; `name` tells whether it is a name, a code or quoted."""

    text: str
    name: bool


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    opens: bool
    follows: bool
    """Whether only a blank parts it from the word before."""


def missing(question: str, vocabulary: Vocabulary) -> tuple[Missing, ...]:
    """Returns what a question asks about that nothing that was searched has, each once."""
    asked = [each for each in _asked_about(question) if each.name or vocabulary.knows(each.text)]
    found = _absent(asked, vocabulary) or _absent(_last_word(question, vocabulary), vocabulary)
    return tuple(each for each in found if not any(_is_within(each, other) for other in found))


def _absent(asked: Sequence[Missing], vocabulary: Vocabulary) -> list[Missing]:
    unique = list(dict.fromkeys(asked))
    gone = vocabulary.lacks([each.text for each in unique])
    return [each for each, is_gone in zip(unique, gone, strict=True) if is_gone]


def _last_word(question: str, vocabulary: Vocabulary) -> list[Missing]:
    said = content_words(question)[-1:] if language_of(question) != "ja" else []
    return [Missing(word, name=False) for word in said if _is_noun(word) and vocabulary.knows(word)]


def _is_within(one: Missing, other: Missing) -> bool:
    return one.text != other.text and one.text.casefold() in other.text.casefold()


def _asked_about(question: str) -> Iterator[Missing]:
    yield from (Missing(match[1].strip(), name=True) for match in _QUOTED.finditer(question))
    if language_of(question) == "ja":
        words = (word for word in content_words(question) if len(word) > 1)
        yield from (Missing(word, name=True) for word in words)
        return
    spaced = list(_words(question))
    yield from _names(spaced)
    yield from (Missing(noun, name=False) for noun in _nouns(spaced))


def _words(question: str) -> Iterator[_Word]:
    end, before = 0, ""
    for match in _WORD.finditer(question):
        between = question[end : match.start()]
        titled = between.startswith(".") and _TITLE.fullmatch(before) is not None
        opens = not before or (_SENTENCE_ENDS.search(between) is not None and not titled)
        yield _Word(match.group(), opens, follows=titled or not between.strip())
        end, before = match.end(), match.group()


def _names(words: Sequence[_Word]) -> Iterator[Missing]:
    """Yields codes, and runs of words with a capital that does not only open a sentence.

    In a question with capitals throughout, a capital tells nothing.
    """
    told = any(word.text.islower() and word.text not in _SMALL_IN_TITLES for word in words)
    run: list[str] = []
    for word in words:
        named = told and _has_capital(word) and not is_function_word(word.text)
        if run and not (named and word.follows):
            yield Missing(" ".join(run), name=True)
            run = []
        if named and not (word.opens and not _is_acronym(word.text)):
            run.append(word.text)
        elif _is_code(word.text):
            yield Missing(word.text, name=True)
    if run:
        yield Missing(" ".join(run), name=True)


def _nouns(words: Sequence[_Word]) -> Iterator[str]:
    """Yields single words after an article, a possessive or a preposition.

    Of several it is not told which is the noun: "the quickest route", "does the cable reach".
    """
    for before, word, after in zip(words, words[1:], [*words[2:], None], strict=False):
        alone = after is None or not _is_plain(after)
        if before.text.lower() in _BEFORE_NOUNS and _is_plain(word) and alone:
            yield word.text


def _is_plain(word: _Word) -> bool:
    text = word.text
    return word.follows and text.islower() and not is_function_word(text) and _is_noun(text)


def _is_noun(text: str) -> bool:
    return text.isalpha() and len(text) >= _SHORTEST_NOUN


def _has_capital(word: _Word) -> bool:
    return word.text[:1].isupper()


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and text.isupper()


def _is_code(text: str) -> bool:
    digits = sum(c.isdigit() for c in text)
    letters = any(c.isalpha() for c in text)
    return (digits > 0 and letters and not _is_ordinal(text)) or digits >= _FEWEST_DIGITS


def _is_ordinal(text: str) -> bool:
    """Tells whether this is "1st", "24h" or "90kg": a number with what it counts."""
    return re.fullmatch(r"\d[\d.,]*[a-zA-Z]{1,3}", text) is not None
