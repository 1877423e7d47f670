"""Which words of a sentence are a name, and which names are places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions.named_entities import is_place, names


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It was laid by Cyrus Field in spring.", ["Cyrus Field"]),
        ("The Bank of Japan paid.", ["Bank of Japan"]),
        ("Cables run under the sea.", []),
        ("TSMC makes chips.", ["TSMC"]),
        ("Then AT&T and Orange came.", ["AT&T and Orange"]),
        ("It broke in September.", []),
        ("Ships came. Divers left for Oslo.", ["Oslo"]),
        ("発明者は田中である。", ["発明者", "田中"]),
        ("", []),
    ],
)
def test_names_begin_with_capitals_that_no_sentence_asks_for(sentence, found):
    assert [sentence[start:end] for start, end in names(sentence)] == found


@given(st.text(max_size=60))
def test_names_lie_within_their_sentence_in_order(sentence):
    for start, end in names(sentence):
        assert 0 <= start < end <= len(sentence)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("South China Sea", True),
        ("Japan's", True),
        ("Japanese", True),
        ("U.S.", True),
        ("EU-Japan", True),
        ("TSMC", False),
        ("Cyrus Field", False),
    ],
)
def test_places_and_their_peoples_are_told_from_other_names(name, place):
    assert is_place(name) is place
