"""Text to index terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import FUNCTION_WORDS, fold, is_function_term, runs, stem, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Cables of 東京都", ["the", "cabl", "of", "東京", "京都"]),
        ("R&D in 2024", ["r", "d", "in", "2024"]),
        ("ＥＵ半導体", ["eu", "半導", "導体"]),
        ("海", ["海"]),
        ("snake_case", ["snake", "case"]),
        ("--- !?", []),
        ("Größe STRASSE straße", ["grösse", "strass", "strass"]),
    ],
)
def test_terms_of_a_text(text, expected):
    assert terms(text) == expected


def test_full_width_and_case_are_folded_the_same():
    assert terms("ＧＤＰＲ ｶﾞｽ") == terms("gdpr ガス")


def test_forms_of_a_word_share_a_stem():
    assert stem("cables") == stem("cable")
    assert stem("5g") == "5g"


@given(st.text(alphabet="ab é海の東京ー5-_\n", max_size=60))
def test_runs_are_in_order_and_give_all_terms(text):
    found = list(runs(text))
    borders = [border for run in found for border in (run.start, run.end)]
    assert borders == sorted(borders)
    assert [term for run in found for term in run.terms] == terms(text)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert terms(fold(text)) == terms(text)


def test_function_words_and_kana_say_how_is_asked():
    assert all(is_function_term(term) for word in FUNCTION_WORDS for term in terms(word))
    assert is_function_term("です")
    assert not any(is_function_term(term) for term in terms("cable 半導体 カタカナ"))
