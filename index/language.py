"""Which language a text is in, told by its scripts."""

import re

_SAMPLE = 20_000
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def language(text: str) -> str:
    """Returns a BCP 47 code: `ja`, `zh`, `ko`, `en` for Latin script, or `und` for others.

    A Latin letter counts a quarter: it takes several to say what one Chinese character does.
    """
    sample = text[:_SAMPLE]
    kana, han, hangul = (len(script.findall(sample)) for script in (_KANA, _HAN, _HANGUL))
    latin = len(_LATIN.findall(sample)) / 4
    if max(kana + han, hangul) > latin:
        if hangul > kana + han:
            return "ko"
        return "ja" if kana > 0.05 * han else "zh"
    return "en" if latin else "und"
