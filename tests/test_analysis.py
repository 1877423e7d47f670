"""Text to index terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import runs, stem, terms
from index.folding import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Cables of 東京都", ["the", "cabl", "of", "東京", "京都"]),
        ("R&D in 2024", ["r", "d", "in", "2024"]),
        ("ＥＵ半導体", ["eu", "半導", "導体"]),
        ("海", ["海"]),
        ("snake_case", ["snake", "case"]),
        ("--- !?", []),
        ("Größe STRASSE straße", ["gross", "strass", "strass"]),
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
    assert [term.forms[0] for run in found for term in run.terms] == terms(text)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert terms(fold(text)) == terms(text)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Verträge", "Vertrages"),
        ("fr", "enregistré", "enregistrements"),
        ("ru", "судами", "судам"),
        ("ja", "cables", "cable"),
        ("sl", "Čas", "cas"),
        ("ar", "السُّلْطَة", "السلطة"),
        ("tr", "IŞIK", "isik"),
        ("de", "Daten\u00adschutz", "Datenschutz"),
    ],
)
def test_forms_of_a_word_share_a_term(language, one, other):
    assert terms(one, language) == terms(other, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("l'accord dell’accordo", "fr", ["l", "accord", "del", "accordo"]),
        ("E-Mail-Adresse", "de", ["e", "mail", "adress"]),
        ("नौकाओं", "hi", ["नौक"]),
        ("어선은", "ko", ["어선", "선은"]),
        ("ｶﾞｽ", "ja", ["ガス"]),
    ],
)
def test_terms_by_language(text, language, expected):
    assert terms(text, language) == expected


def words_of(question, languages):
    return {question[run.start : run.end]: run.terms for run in runs(question, languages)}


def test_a_word_of_a_question_takes_the_forms_of_every_language():
    [[term]] = words_of("generations", ("en", "fr", "de")).values()
    assert set(term.forms) == {stem("generations", code) for code in ("en", "fr", "de")}


@pytest.mark.parametrize(
    ("question", "languages", "telling"),
    [
        ("Where is the cable?", ("en",), ["cable"]),
        ("Wo liegt das Kabel?", ("de",), ["liegt", "Kabel"]),
        ("Who won the war?", ("de", "en"), ["won", "war"]),
        ("Wer war der Präsident?", ("en", "de"), ["Präsident"]),
        ("Où est l'accord ?", ("fr",), ["accord"]),
        ("ケーブルはどこですか", ("ja",), ["ケーブルはどこですか"]),
    ],
)
def test_function_words_are_those_of_the_language_asked_in(question, languages, telling):
    found = words_of(question, languages)
    assert [word for word, said in found.items() if not all(t.function for t in said)] == telling


def test_kana_say_how_is_asked():
    [run] = runs("海ですか")
    assert [term.function for term in run.terms] == [False, True, True]
