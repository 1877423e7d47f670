"""The numbers of lists as they are written: 1, a, iv, 一, ①, ア."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_SMALL = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LONGEST_ROMAN = 20
_HAN, _TENS = "〇一二三四五六七八九", ("", "十", "百", "千")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
# Letters and signs that count, in their order.
_ROWS = {
    "aiueo": "アイウエオカキクケコサシスセソタチツテトナニヌネノ"
    "ハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "iroha": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰ"
    "ノオクヤマケフコエテアサキユメミシヱヒモセスン",
    "ganada": "가나다라마바사아자차카타파하",
    "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "decimalEnclosedCircle": "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260)))),
    "decimalEnclosedParen": "".join(map(chr, range(0x2474, 0x2488))),
    "decimalEnclosedFullstop": "".join(map(chr, range(0x2488, 0x249C))),
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_ENDINGS = ("FullWidth", "Chinese")
_COUNTING = ("Counting", "CountingThousand", "CountingSystem")
_DIGITS = ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand")


def written_number(number: int, kind: str) -> str:
    """Returns a number of a list as its kind writes it, named as Office files do (ST_NumberFormat).

    >>> [written_number(n, kind) for n, kind in ((4, "upperRoman"), (12, "japaneseCounting"))]
    ['IV', '十二']
    """
    if number < 1:
        return str(number)
    if kind.endswith("Letter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 5 + 1)
        return letters.upper() if kind.startswith("upper") else letters
    if kind.endswith("Roman"):
        return _roman(number).upper() if kind.startswith("upper") else _roman(number)
    if kind == "decimalZero":
        return f"{number:02}"
    return _in_other_script(number, kind)


def _in_other_script(number: int, kind: str) -> str:
    if kind.startswith("decimalFullWidth"):
        return str(number).translate(_FULL_WIDTH)
    if kind in _DIGITS:
        return "".join(_HAN[int(digit)] for digit in str(number))
    if kind.endswith(_COUNTING) and kind.startswith(("japanese", "chinese", "taiwanese")):
        return _counted(number, ones=not kind.startswith("japanese"))
    name = next((kind.removesuffix(end) for end in _ENDINGS if kind.endswith(end)), kind)
    row = _ROWS.get(name, "")
    return row[number - 1] if number <= len(row) else str(number)


def _counted(number: int, *, ones: bool) -> str:
    """Returns a number in Chinese characters; Chinese has a one before a hundred."""
    if number > 9_999:
        return str(number)
    digits = [int(digit) for digit in str(number)]
    text = ""
    for place, digit in enumerate(digits):
        power = len(digits) - 1 - place
        if digit:
            bare = digit == 1 and power and (not ones or (power == 1 and not text))
            text += ("" if bare else _HAN[digit]) + _TENS[power]
        elif ones and text and any(digits[place:]) and not text.endswith("零"):
            text += "零"
    return text


def _roman(number: int) -> str:
    text = ""
    for value, letters in (*_ROMAN, *_SMALL):
        while number >= value and len(text) < _LONGEST_ROMAN:
            text, number = text + letters, number - value
    return text
