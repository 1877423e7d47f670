"""The language a question is asked in, and the word lists that come with it."""

import re
from collections.abc import Sequence

from index.text.folding import bare
from index.text.function_words import function_words
from index.text.informal import INFORMAL, contracted
from index.text.language import chinese_words, is_chinese, told_by_words
from index.text.language import language as script_language
from index.text.terms import in_capitals
from prompts.catalogues import ENGLISH, wording

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# A run of Japanese that carries meaning: kanji or katakana, Latin words inside it included.
_JAPANESE_WORD = re.compile(r"[\u4e00-\u9fff々]+|[\u30a1-\u30faー]+|[A-Za-z0-9][\w\-/]*", re.ASCII)
_JAPANESE_EMPTY = frozenset("何 誰 方 事 物 時 所 人 中 上 下 これ それ 今 他 教 言 書".split())
_END_OF_LATIN = 0x250


def language_of(question: str) -> str:
    """Returns `ja` for a question in Japanese, else `en`."""
    japanese = script_language(question) in ("ja", "zh") and not is_chinese(question)
    return "ja" if japanese else "en"


def answer_language(question: str) -> str:
    """Returns the language to answer a question in: its own if it has a catalogue, else English."""
    told = language_of(question)
    if told == ENGLISH:
        told = told_by_words(question, (ENGLISH,), head_start=0)
    return wording(told).language


def is_asked_in(question: str, languages: Sequence[str]) -> bool:
    """Tells whether a question is in one of some languages, by its script and its words."""
    script = script_language(question)
    if script in ("ja", "zh"):
        return "ja" in languages or "zh" in languages
    letters = [c for c in question if c.isalpha()]
    if any(ord(c) >= _END_OF_LATIN for c in letters):
        return script in languages
    return bool(languages) and told_by_words(question, languages, head_start=0) in languages


def content_words(text: str) -> list[str]:
    """Returns the words of a question that carry its meaning, as written, without repetitions."""
    if is_chinese(text):
        found = chinese_words(text)
    elif language_of(text) == "ja":
        found = [w for w in _JAPANESE_WORD.findall(text) if w not in _JAPANESE_EMPTY]
    else:
        told = told_by_words(text, ["en"])
        words = _WORD.findall(text)
        found = [w for w in words if not is_function_word(w, told) or in_capitals(w, text)]
    return list(dict.fromkeys(found))


def is_function_word(word: str, language: str = "en") -> bool:
    """Tells whether a word says how, not what, is asked, also as it is written in a hurry."""
    folded = bare(word)
    if folded in function_words(language) or folded in INFORMAL.get(language, ()):
        return True
    return language == "en" and contracted(word)[:1] == [(0, len(word))]
