"""Characters of symbol fonts, which a file names by their place in the font, as what they show."""

# https://www.unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SYMBOL = {
    **{0x41 + n: letter for n, letter in enumerate(_GREEK)},
    **{0x61 + n: letter for n, letter in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")},
    0xA2: "′",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB5: "∝",
    0xB6: "∂",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
    0xC5: "⊕",
    0xC7: "∩",
    0xC8: "∪",
    0xCE: "∈",
    0xCF: "∉",
    0xD0: "∠",
    0xD1: "∇",
    0xD5: "∏",
    0xD6: "√",
    0xD7: "⋅",
    0xD8: "¬",
    0xD9: "∧",
    0xDA: "∨",
    0xDB: "⇔",
    0xDE: "⇒",
    0xE5: "∑",
    0xF2: "∫",
}
_CHECKS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0x78: "☒", 0xE0: "→", 0xD8: "➢"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _CHECKS}


def symbol(font: str, code: str) -> str:
    """Returns what shows at a hexadecimal place of a font; empty where that is not known."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    if font.lower() in _FONTS:
        return _FONTS[font.lower()].get(place & 0xFF, "")
    return chr(place) if 0x20 <= place < 0xD800 else ""
