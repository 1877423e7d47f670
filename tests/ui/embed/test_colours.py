"""Colours from elsewhere stay readable."""

import re
from colorsys import hsv_to_rgb

import pytest

from ui.embed.colours import contrast, is_colour, tokens

WHEEL = [
    "#" + "".join(f"{round(part * 255):02x}" for part in hsv_to_rgb(h / 12, s, v))
    for h in range(12)
    for s in (0.2, 1)
    for v in (0.1, 0.5, 1)
]


def declared(style):
    return dict(each.split(":", 1) for each in style.split(";"))


def test_contrast_is_that_of_the_standard():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("value", ["red", "#12", "#12345g", "#1234567", "#fff;x:y", "", "＃fff"])
def test_only_hex_is_a_colour(value):
    assert not is_colour(value)
    assert tokens(value, value, value, "auto") == ""


@pytest.mark.parametrize("accent", WHEEL)
def test_an_accent_can_be_read_in_both_themes(accent):
    found = declared(tokens(accent, "", "", "auto"))
    pairs = {name: re.findall(r"#\w{6}", value) for name, value in found.items()}
    grounds = ("#f6f6f2", "#222827")
    for theme, ground in enumerate(grounds):
        shown = pairs["--tk-accent"][theme]
        for other in (ground, pairs["--tk-accent-soft"][theme], pairs["--tk-on-accent"][theme]):
            assert contrast(shown, other) >= 4.4  # what is lost by rounding


@pytest.mark.parametrize("background", WHEEL)
@pytest.mark.parametrize("text", ["", "#808080"])
def test_words_can_be_read_on_any_background(background, text):
    found = declared(tokens("#c00", background, text, "auto"))
    best = max(contrast(background, "#000"), contrast(background, "#fff"))
    assert contrast(found["--tk-ink"], background) >= min(7, best) - 0.1
    assert contrast(found["--tk-muted"], background) >= 4.4
    assert found["color-scheme"] in ("light", "dark")


def test_a_theme_alone_sets_the_scheme():
    assert tokens("", "", "", "dark") == "color-scheme:dark"
