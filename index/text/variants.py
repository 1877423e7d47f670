"""Other ways of writing the same word, so that one is found by another.

Chinese in simplified and traditional characters, Japanese with more or fewer okurigana and with its
verbs inflected, Arabic and Hebrew with the little words that are written in one with the next.
"""

import re
from functools import cache

# What follows the kanji of a verb in its other forms, by what follows it before ます.
_ROWS = {
    "い": "うわえおっ",
    "き": "くかけこい",
    "ぎ": "ぐがげごい",
    "し": "すさせそ",
    "ち": "つたてとっ",
    "に": "ぬなねのん",
    "び": "ぶばべぼん",
    "み": "むまめもん",
    "り": "るられろっ",
}
_POLITE = re.compile(rf"([\u4e00-\u9fff々])([{''.join(_ROWS)}])(?=ま[すせし])")
# Kana that end the first half of a compound, 申し込み or 打ち合わせ, which may be left out: rows i
# and e. Those that are particles as well are not among them.
_OKURIGANA = re.compile(
    r"(?=([\u4e00-\u9fff々])[ぁ-ん]?[いきぎしちじびみりえけげせてねべめれ]([\u4e00-\u9fff々]))"
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
# "And", "in", "as", "to" and the article before a word of three letters or more.
_CLITICS = {
    "ar": re.compile(r"(?:[وف]?(?:[بك]?ال|لل)|[وف]?[بكل]|[وف])(?=\w{3})"),
    "he": re.compile(r"(?=\w{4})ו?(?:כש|ש|מ)?[הבלכ]?(?=\w{3})"),
}


class _Simplified(dict[int, str]):
    """The simplified form of each character that was met, as OpenCC gives it."""

    def __init__(self) -> None:
        import opencc  # Its dictionaries are read only where there is Chinese.

        super().__init__()
        self._converter = opencc.OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        self[code] = found = str(self._converter.convert(chr(code)))
        return found


@cache
def _simplified() -> _Simplified:
    return _Simplified()


def simplified(text: str) -> str:
    """Returns Chinese with each character in its simplified form, as long as before.

    >>> simplified("車輛")
    '车辆'
    """
    return text.translate(_simplified()) if _HAN.search(text) else text


def shortened(text: str) -> dict[int, str]:
    """Returns the pairs of characters that a Japanese text has where okurigana are left out.

    Each is given for all places from its first character up to its last.

    >>> shortened("申し込み")
    {0: '申込', 1: '申込'}
    """
    return {
        place: match[1] + match[2]
        for match in _OKURIGANA.finditer(text)
        for place in range(match.start(1), match.start(2))
    }


def inflected(text: str) -> dict[int, tuple[str, ...]]:
    """Returns the other forms of the verbs that a Japanese question has before ます.

    A verb keeps its kanji and the row of the kana after it: 行います is 行う, 行わない, 行った.

    >>> inflected("行いますか")
    {0: ('行う', '行わ', '行え', '行お', '行っ')}
    """
    return {
        match.start(): tuple(match[1] + kana for kana in _ROWS[match[2]])
        for match in _POLITE.finditer(text)
    }


def without_clitics(word: str, language: str) -> str:
    """Returns a word of Arabic or Hebrew without what is written in one with it, or empty.

    >>> without_clitics("والمدة", "ar")
    'مدة'
    """
    clitics = _CLITICS.get(language)
    match = clitics.match(word) if clitics else None
    return word[match.end() :] if match and match.end() else ""
