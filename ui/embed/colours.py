"""The colours that a page around the chat chooses, made readable before they are used."""

import re
from collections.abc import Mapping
from typing import Literal

Rgb = tuple[float, float, float]
Theme = Literal["auto", "light", "dark"]

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE | re.ASCII)
_BLACK, _WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
# The grounds of `static/tokens.css` on which accented words stand.
_GROUNDS: Mapping[Theme, str] = {"light": "#f6f6f2", "dark": "#222827"}
_TEXT, _STRONG_TEXT, _LINE = 4.5, 7.0, 3.0
_SOFT = 0.12
_STEPS = 20


def is_colour(value: str) -> bool:
    """Returns whether a value is a colour as `#rgb` or `#rrggbb`."""
    return bool(_HEX.fullmatch(value))


def contrast(one: str, other: str) -> float:
    """Returns the contrast of two colours, 1 to 21 (WCAG 2.2, contrast ratio)."""
    return _contrast(_rgb(one), _rgb(other))


def tokens(accent: str, background: str, ink: str, theme: Theme) -> str:
    """Returns declarations for the tokens of the page; what is no colour counts as not chosen.

    Words keep a contrast of at least 4.5 with what they stand on, whatever was chosen.
    """
    chosen = _grounds(background, ink) if is_colour(background) else {}
    if chosen:
        theme = "dark" if _luminance(_rgb(background)) < 0.18 else "light"
    if is_colour(accent):
        chosen |= _accents(_rgb(accent), background if is_colour(background) else "", theme)
    if theme != "auto":
        chosen["color-scheme"] = theme
    return ";".join(f"{name}:{value}" for name, value in chosen.items())


def _grounds(background: str, ink: str) -> dict[str, str]:
    ground = _rgb(background)
    words = _readable(_rgb(ink) if is_colour(ink) else _opposite(ground), ground, _STRONG_TEXT)
    return {
        "--tk-ground": _hex(ground),
        "--tk-surface": _hex(ground),
        "--tk-raised": _hex(ground),
        "--tk-ink": _hex(words),
        "--tk-muted": _hex(_readable(_mixed(words, ground, 0.7), ground, _TEXT)),
        "--tk-line-colour": _hex(_mixed(words, ground, 0.15)),
        "--tk-line-strong": _hex(_readable(_mixed(words, ground, 0.4), ground, _LINE)),
    }


def _accents(accent: Rgb, background: str, theme: Theme) -> dict[str, str]:
    if theme != "auto":
        return _accent(accent, _rgb(background or _GROUNDS[theme]))
    light, dark = (_accent(accent, _rgb(_GROUNDS[each])) for each in ("light", "dark"))
    return {name: f"light-dark({light[name]},{dark[name]})" for name in light}


def _accent(accent: Rgb, ground: Rgb) -> dict[str, str]:
    towards = _opposite(ground)
    for step in range(_STEPS + 1):
        shown = _mixed(towards, accent, step / _STEPS)
        soft = _mixed(shown, ground, _SOFT)
        if min(_contrast(shown, soft), _contrast(shown, ground)) >= _TEXT:
            break
    on_it = max(_BLACK, _WHITE, key=lambda colour: _contrast(colour, shown))
    return {
        "--tk-accent": _hex(shown),
        "--tk-accent-soft": _hex(soft),
        "--tk-on-accent": _hex(on_it),
    }


def _readable(colour: Rgb, ground: Rgb, least: float) -> Rgb:
    """Moves a colour away from a ground until the two have a contrast, or none is left to gain."""
    for step in range(_STEPS + 1):
        moved = _mixed(_opposite(ground), colour, step / _STEPS)
        if _contrast(moved, ground) >= least:
            break
    return moved


def _opposite(ground: Rgb) -> Rgb:
    return max(_BLACK, _WHITE, key=lambda colour: _contrast(colour, ground))


def _mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _contrast(one: Rgb, other: Rgb) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(value: str) -> Rgb:
    digits = value[1:] if len(value) == 7 else "".join(2 * digit for digit in value[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
