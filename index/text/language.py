"""Which language a text is in, told by its script and its function words."""

import re
from collections import Counter
from collections.abc import Sequence

from index.text.folding import bare
from index.text.function_words import function_words, languages_with
from index.text.informal import informal_in

_SAMPLE = 8_000
# Letters by script, and the language that a text in it is in unless its words say otherwise. One
# letter of Chinese, Japanese or Korean says as much as several of an alphabet.
_SCRIPTS = (
    ("ja", 4, "\u3041-\u3096\u30a1-\u30fa"),
    ("zh", 4, "\u3400-\u9fff"),
    ("ko", 4, "\uac00-\ud7a3"),
    ("en", 1, "A-Za-z\u00c0-\u024f\u1e00-\u1eff"),
    ("ru", 1, "\u0400-\u04ff"),
    ("el", 1, "\u0370-\u03ff\u1f00-\u1fff"),
    ("ar", 1, "\u0600-\u06ff"),
    ("he", 1, "\u0590-\u05ff"),
    ("hi", 1, "\u0900-\u097f"),
    ("th", 1, "\u0e00-\u0e7f"),
    ("lo", 1, "\u0e80-\u0eff"),
    ("my", 1, "\u1000-\u109f"),
    ("km", 1, "\u1780-\u17ff"),
    ("ka", 1, "\u10a0-\u10ff"),
    ("hy", 1, "\u0530-\u058f"),
)
_LETTERS = tuple((code, weight, re.compile(f"[{range_}]")) for code, weight, range_ in _SCRIPTS)
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0963][^\W\d_]*)*")
_KANA_SHARE = 0.05
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile("[\u3400-\u9fff]")
_TEXT = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9][\w\-/]*", re.ASCII)
_CHINESE = re.compile("|".join(sorted(function_words("zh"), key=lambda word: (-len(word), word))))
_END_OF_FIRST_LEVEL = b"\x98\x9f"
# Letters that only one language has, or hardly any other: they tell short texts apart.
_TELLING_LETTERS = {
    **dict.fromkeys("ß", "de"),
    **dict.fromkeys("ñ¿", "es"),
    **dict.fromkeys("łżź", "pl"),
    **dict.fromkeys("řě", "cs"),
    **dict.fromkeys("őű", "hu"),
    **dict.fromkeys("ğı", "tr"),
    **dict.fromkeys("ã", "pt"),
    **dict.fromkeys("țș", "ro"),
    **dict.fromkeys("їє", "uk"),
    **dict.fromkeys("ыэ", "ru"),
    **dict.fromkeys("ъ", "bg"),
    **dict.fromkeys("јћђ", "sr"),
    **dict.fromkeys("پچگ", "fa"),
}
_TELLING = re.compile(f"[{''.join(_TELLING_LETTERS)}]")
_UNSPACED = frozenset({"ja", "zh"})
_UNMISTAKABLE = frozenset({"ja", "zh", "ko", "und"})
# In function words; one that several languages have says its share about each.
_HEAD_START = 1.0


def language(text: str) -> str:
    """Returns a BCP 47 code for the language of a text, `und` if it has no letters we know."""
    sample = text[:_SAMPLE]
    script = _script(sample)
    return script if script in _UNMISTAKABLE else told_by_words(sample, [script])


def told_by_words(text: str, likely: Sequence[str], head_start: float = _HEAD_START) -> str:
    """Returns the language that most function words of a text are of.

    If no other has clearly more, by so many words as the head start says, it is the first of the
    `likely` languages that has most.
    """
    votes: Counter[str] = Counter()
    # Each word once, so that a list in which one returns on every line has no say.
    for word in {bare(word) for word in _WORD.findall(text)}:
        of = languages_with(word) or informal_in(word)
        votes.update({code: 1 / len(of) for code in of})
    votes.update(_TELLING_LETTERS[c] for c in set(_TELLING.findall(text.lower())))
    votes.update(dict.fromkeys(likely, head_start))
    candidates = [*likely, *sorted(votes.keys() - set(likely))]
    return max(candidates, key=lambda code: votes[code], default="und")


def is_spaced(language: str) -> bool:
    """Tells whether a language writes its words with spaces between them."""
    return language not in _UNSPACED


def capitalises_nouns(language: str) -> bool:
    """Tells whether a language writes every noun with a capital, not only names."""
    return language == "de"


def names_end_with_their_noun(language: str) -> bool:
    """Tells whether the last word of a name says what it is: "job applications" are no jobs."""
    return language == "en"


def is_chinese(text: str) -> bool:
    """Tells whether a text in Chinese characters is Chinese, and not Japanese without kana.

    It is if it has a function word of Chinese, or a character that Japanese is not written with
    today: one beyond the first level of JIS X 0208.
    """
    if _KANA.search(text) or not _HAN.search(text):
        return False
    return _CHINESE.search(text) is not None or not all(map(_is_jis, _HAN.findall(text)))


def chinese_function_words(text: str) -> frozenset[int]:
    """Returns the places of the pairs of characters of a text that touch its function words.

    There are none in a text that is not Chinese.
    """
    if not is_chinese(text):
        return frozenset()
    return frozenset(
        place
        for match in _CHINESE.finditer(text)
        for place in range(max(0, match.start() - 1), match.end())
    )


def chinese_words(text: str) -> list[str]:
    """Returns the stretches of a Chinese text that function words and marks leave."""
    return [word for part in _CHINESE.split(text) for word in _TEXT.findall(part)]


def _is_jis(character: str) -> bool:
    return character.encode("shift_jis", "replace") < _END_OF_FIRST_LEVEL


def _script(text: str) -> str:
    counts = {code: weight * len(letter.findall(text)) for code, weight, letter in _LETTERS}
    # Chinese characters are Japanese where kana stand among them.
    if counts["ja"] > _KANA_SHARE * counts["zh"]:
        counts["ja"] += counts["zh"]
        counts["zh"] = 0
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else "und"
