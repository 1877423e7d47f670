"""Months and days that lie in a range."""

import pytest

from index.text.cycles import is_in_range


@pytest.mark.parametrize(
    ("name", "text", "languages"),
    [
        ("April", "March to May: weekends 9 to 15", ["en"]),
        ("January", "Closed from 15 November to 10 February.", ["en"]),
        ("Wednesday", "Mon–Fri 8 to 17", ["en"]),
        ("Mittwoch", "Das Büro ist Montag bis Freitag offen.", ["de"]),
        ("April", "Von März bis Mai ist zu.", ["de", "en"]),
        ("avril", "ouvert de mars à juin", ["fr"]),
        ("abril", "abierto de marzo a junio", ["es"]),
        ("4月", "3月から5月まで", ["ja"]),
        ("水曜日", "月曜日〜金曜日", ["ja"]),
    ],
)
def test_what_lies_between_two_names_is_in_the_range(name, text, languages):
    assert is_in_range(name, text, languages)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("June", "March to May"),
        ("Sunday", "Monday to Friday"),
        ("April", "in March and in May"),
        ("Ann", "March to May"),
        ("Tuesday", "March to May"),
    ],
)
def test_anything_else_is_not(name, text):
    assert not is_in_range(name, text, ["en"])


def test_a_language_without_names_has_no_ranges():
    assert not is_in_range("April", "March to May", ["xx", "not a language"])
