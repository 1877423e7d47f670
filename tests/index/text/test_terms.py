"""Text to index terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.folding import fold
from index.text.terms import runs, stem, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Cables of 東京都", ["the", "cabl", "of", "東京", "京都"]),
        ("R&D in 2024", ["r&d", "in", "2024"]),
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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PPR-9087", "ppr9087"),
        ("ERR_4012", "err 4012"),
        ("FY2022", "FY 2022"),
        ("5kg", "5 kg"),
        ("第三条", "第3条"),
        ("第二十一条の二", "第２１条の２"),
    ],
)
def test_a_code_is_the_same_however_it_is_written(one, other):
    assert terms(one, "ja") == terms(other, "ja")
    assert asked_for(one) == asked_for(other)


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("1,250", "en"),
        ("1.250", "de"),
        ("1 250", "fr"),
        ("1\u202f250", "fr"),
        ("1’250", "de"),
        ("１，２５０", "ja"),
        ("1250", "es"),
    ],
)
@pytest.mark.parametrize("asked", ["1250", "1,250", "1.250", "1 250", "１，２５０"])
def test_a_number_is_found_with_any_separator_of_thousands(written, language, asked):
    [term, *_] = asked_for(asked)
    assert not set(term).isdisjoint(terms(written, language))


@pytest.mark.parametrize(
    ("asked", "written", "language"),
    [
        ("2.1", "version 2.10", "en"),
        ("2.10", "version 2.1", "en"),
        ("2.10", "2. 10 of them", "en"),
        ("10.20.30.41", "10.20.30.14", "en"),
        ("1250", "1.250 kg", "en"),
        ("1250", "1,25", "de"),
        ("PPR-9087", "PPR-9078", "en"),
        ("C++", "C#", "en"),
        ("C", "C++", "en"),
        (".NET", "net", "en"),
        ("第三条", "第三十条", "ja"),
        ("第三条", "第十三条", "ja"),
    ],
)
def test_a_neighbour_is_not_what_is_asked_for(asked, written, language):
    assert not all(set(term) & set(terms(written, language)) for term in asked_for(asked))


@pytest.mark.parametrize(
    ("asked", "written", "language"),
    [
        ("2024", "01.05.2024", "de"),
        ("250", "12 250 7", "en"),
        ("net", "a .NET server", "en"),
        ("notepad", "Notepad++", "en"),
        ("1250 euro", "€1,250", "en"),
        ("1250円", "¥1,250", "ja"),
        ("C++", "C++20", "en"),
        ("2.10", "v2.10", "en"),
        ("12,5", "12,5 Prozent", "de"),
        ("§ 4.2", "Section 4.2", "en"),
    ],
)
def test_what_is_asked_for_is_found_within_what_is_written(asked, written, language):
    assert all(set(term) & set(terms(written, language)) for term in asked_for(asked))


@pytest.mark.parametrize("text", ["h2o", "3f2a9c", "x86", "5g", "0x1f"])
def test_letters_and_digits_in_turn_are_one_word(text):
    assert terms(text) == [text]


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


def asked_for(question, languages=("en", "de", "ja")):
    return [term.forms for run in runs(question, languages) for term in run.terms]


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
