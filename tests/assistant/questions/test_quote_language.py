"""Telling a reader in which language a quote is."""

import pytest

from assistant.questions.quote_language import other_language
from index.text.function_words import function_words
from index.types import Document


def written_in(language):
    return Document("d", "a.txt", "A", "text", language, (), (), "v")


@pytest.mark.parametrize(
    ("language", "question", "name"),
    [
        ("en", "Где лежит кабель?", "English"),
        ("en", "Wo liegt das Kabel?", "English"),
        ("en", "ケーブルはどこですか", "English"),
        ("de", "Where does the cable lie?", "Deutsch"),
        ("ja", "Where does the cable lie?", "日本語"),
        ("zh", "ケーブルはどこですか", "中文"),
        ("tr", "¿Dónde está el cable?", "Türkçe"),
        ("xx", "Where does the cable lie?", "xx"),
    ],
)
def test_a_quote_in_another_language_than_the_question_is_named(language, question, name):
    assert other_language(written_in(language), question) == name


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Where does the cable lie?"),
        ("de", "Wo liegt das Kabel?"),
        ("ja", "ケーブルはどこですか"),
        ("und", "Where does the cable lie?"),
    ],
)
def test_a_quote_in_the_language_of_the_question_goes_without_saying(language, question):
    assert other_language(written_in(language), question) == ""


def test_every_language_that_is_told_apart_has_a_name_of_its_own():
    codes = "ar bg ca cs da de el en es et fa fi fr he hi hr hu id it".split()
    codes += "lt lv nl no pl pt ro ru sk sl sr sv tr uk".split()
    assert all(function_words(code) for code in codes)
    assert all(other_language(written_in(code), "ケーブルは") != code for code in codes)
