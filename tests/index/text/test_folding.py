"""How text is compared, and how long it is then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.folding import beginning, fold, processed_length


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("abc", 3), ("ﷺ", 18), ("\u00ad\u00ad", 2), ("ｶﾞ", 2), ("ß", 2)]
)
def test_a_text_is_as_long_as_the_longer_of_its_two_forms(text, length):
    assert processed_length(text, 100) == length


def test_what_is_too_long_as_written_is_not_folded_whole():
    assert processed_length("ﷺ" * 1_000, 10) == 1_000


@given(st.text(st.sampled_from("aﷺ\u00ad\u0301ß ㍿"), max_size=40), st.integers(0, 60))
def test_a_beginning_fits_and_one_more_character_would_not(text, most):
    cut = beginning(text, most)
    assert text.startswith(cut)
    assert max(len(cut), len(fold(cut))) <= most
    assert cut == text or processed_length(text[: len(cut) + 1], most) > most
