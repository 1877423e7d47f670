"""What a question asks about that no document mentions: names, codes and things.

Only what the shape of the question shows to be one is named, so that neither its small words nor
its spelling are: quoted words, capitals inside a sentence, codes, runs of kanji or katakana, the
single word between an article or a preposition and a small word or the end ("my dog", "for
parking"), and without any of these the word that the question ends with.

Japanese has no capitals, and German has them on every noun: there, only what is quoted, a code or
an acronym is a name. A number is none, as it may be that of a case: "I started in 2014".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.questions.language import content_words, is_function_word, language_of
from index.text.language import capitalises_nouns, is_spaced, told_by_words

_QUOTED = re.compile(r"[“\"«「『]([^“”\"«»「」『』]{2,60})[”\"»」』]")
_WORD = re.compile(r"[^\W_]+(?:(?:[-'’./]|,(?=\d))[^\W_]+)*")
_PIECE = re.compile(r"[^\W_]+")
_SENTENCE_ENDS = re.compile(r"[.!?:;]\s")
# "Dr. Who": a full stop after a short word with a capital ends no sentence.
_TITLE = re.compile(r"[A-Z][a-z]{0,2}")
# What stays small in a heading that has capitals throughout.
_SMALL_IN_TITLES = frozenset("a an the of in on at to for and or by with from as".split())
_THROUGHOUT = 3
# A year or a section; two digits are rather an amount.
_FEWEST_DIGITS = 3
_SHORTEST_NOUN = 3
# "Mr Hale's", "the HCAs": of whom or how many it is, no text need say.
_POSSESSIVE = re.compile(r"['’]s?$")
_OF_OR_SEVERAL = re.compile(r"['’]s?$|(?<=[A-Z\d])s$")
_KANJI = re.compile(r"[\u4e00-\u9fff々]{2,}")
# How much of something, how old or how late: "90kg", "400k", "52-year-old", "1st", "6.10".
_MEASURE = re.compile(r"\d[\d.,]*(?:[a-zA-Z]{0,3}|-[a-z-]+)")
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

    @property
    def is_other(self) -> bool:
        """Whether what says nothing of it is about something else."""
        return self.name and any(map(str.isalpha, self.text))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    opens: bool
    follows: bool
    """Whether only a blank parts it from the word before."""


def missing(
    question: str, vocabulary: Vocabulary, known: Sequence[str] = ()
) -> tuple[Missing, ...]:
    """Returns what a question asks about that nothing that was searched has, each once.

    `known` is what it names documents, releases and the like by: those are there.
    """
    asked = list(_asked_about(question, vocabulary))
    found = _absent(asked, vocabulary) or _absent(_last_word(question, vocabulary), vocabulary)
    found = [each for each in found if not _words_of(each.text) <= _words_of(" ".join(known))]
    return tuple(each for each in found if not any(_is_within(each, other) for other in found))


def _absent(asked: Sequence[Missing], vocabulary: Vocabulary) -> list[Missing]:
    unique = list(dict.fromkeys(asked))
    parts = [_parts(each.text) for each in unique]
    gone = iter(vocabulary.lacks([part for of_one in parts for part in of_one]))
    lacked = [all([next(gone) for _ in of_one]) for of_one in parts]
    return [each for each, is_gone in zip(unique, lacked, strict=True) if is_gone]


def _parts(text: str) -> list[str]:
    """Returns what a text is looked for by: kanji, which others write apart, by their pairs."""
    if _KANJI.fullmatch(text):
        return [text[i : i + 2] for i in range(len(text) - 1)]
    return [text]


def _words_of(text: str) -> frozenset[str]:
    return frozenset(_PIECE.findall(text.casefold()))


def _last_word(question: str, vocabulary: Vocabulary) -> list[Missing]:
    said = content_words(question)[-1:] if is_spaced(language_of(question)) else []
    return [Missing(word, name=False) for word in said if _is_noun(word) and vocabulary.knows(word)]


def _is_within(one: Missing, other: Missing) -> bool:
    return one.text != other.text and one.text.casefold() in other.text.casefold()


def _asked_about(question: str, vocabulary: Vocabulary) -> Iterator[Missing]:
    yield from (Missing(match[1].strip(), name=True) for match in _QUOTED.finditer(question))
    if not is_spaced(language_of(question)):
        words = (word for word in content_words(question) if len(word) > 1)
        yield from (Missing(word, name=_is_latin_name(word, question)) for word in words)
        return
    spaced = list(_words(question))
    capitals_tell = not capitalises_nouns(told_by_words(question, ["en"]))
    for name in _names(spaced):
        if capitals_tell or any(map(_stands_out, name.split())):
            yield Missing(_OF_OR_SEVERAL.sub("", name), name=True)
    nouns = filter(vocabulary.knows, _nouns(spaced))
    yield from (Missing(noun, name=False) for noun in nouns)


def _is_latin_name(word: str, question: str) -> bool:
    """Tells whether a word of Japanese is in Latin letters and no part of a compound: ノートPC."""
    alone = rf"(?<![\u30a1-\u30faー\u4e00-\u9fff々]){re.escape(word)}"
    return word.isascii() and re.search(alone, question) is not None


def _words(question: str) -> Iterator[_Word]:
    end, before = 0, ""
    for match in _WORD.finditer(question):
        between = question[end : match.start()]
        titled = between.startswith(".") and _TITLE.fullmatch(before) is not None
        opens = not before or (_SENTENCE_ENDS.search(between) is not None and not titled)
        yield _Word(match.group(), opens, follows=titled or not between.strip())
        end, before = match.end(), match.group()


def _names(words: Sequence[_Word]) -> Iterator[str]:
    """Yields codes, and runs of words with a capital that does not only open a sentence.

    In a question with capitals throughout, a capital tells nothing; in one of two words it does:
    "And Norway?".
    """
    told = any(word.text.islower() and word.text not in _SMALL_IN_TITLES for word in words)
    few = sum(map(_has_capital, words)) < _THROUGHOUT
    told = told or (few and not all(word.text.isupper() for word in words))
    run: list[str] = []
    for word in words:
        named = told and _has_capital(word) and not is_function_word(word.text)
        if run and not (named and word.follows and not _POSSESSIVE.search(run[-1])):
            yield " ".join(run)
            run = []
        if named and not (word.opens and not _is_acronym(word.text)):
            run.append(word.text)
        elif _is_code(word.text):
            yield word.text
    if run:
        yield " ".join(run)


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


def _stands_out(word: str) -> bool:
    return _is_acronym(word) or _is_code(word)


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and text.isupper()


def _is_code(text: str) -> bool:
    if text.isdecimal():
        return len(text) >= _FEWEST_DIGITS
    return any(map(str.isdigit, text)) and _MEASURE.fullmatch(text) is None
