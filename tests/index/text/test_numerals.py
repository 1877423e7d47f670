"""Numbers as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.numerals import reading, value_of


@pytest.mark.parametrize(
    ("written", "with_point", "with_comma"),
    [
        ("1250", "1250", "1250"),
        ("1,250", "1250", "1.250"),
        ("1.250", "1.250", "1250"),
        ("1 250,5", None, "1250.5"),
        ("1.250,50", None, "1250.50"),
        ("1,250,000.75", "1250000.75", None),
        ("1,250.000.75", None, None),
        ("2.10", "2.10", "2.10"),
        ("10.20.30.41", "10.20.30.41", "10.20.30.41"),
        ("1,2,3", None, None),
        ("12’500", "12500", "12500"),
    ],
)
def test_how_a_number_is_read(written, with_point, with_comma):
    assert (reading(written, point=True), reading(written, point=False)) == (with_point, with_comma)


@given(st.integers(0, 10**12))
def test_a_number_with_separators_is_the_number(number):
    assert reading(f"{number:,}", point=True) == str(number)
    assert reading(f"{number:,}".replace(",", "."), point=False) == str(number)


@pytest.mark.parametrize(
    ("figures", "value"),
    [
        ("三", 3),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("百五", 105),
        ("千二百三十四", 1234),
        ("二〇二四", 2024),
    ],
)
def test_the_value_of_a_number_in_chinese_characters(figures, value):
    assert value_of(figures) == value
