"""Slips of spelling, and what was meant by them."""

import pytest

from index.search.queries import Query
from index.search.scope import Scope
from index.search.spelling import meant

TEXTS = ["The train leaves. A trial period of note.", "Notice periods; the trial.", "Overtime"]


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("trian", "train"),  # swapped letters come before another letter
        ("notce", "notice"),  # one left out before one too many
        ("perriods", "periods"),
        ("overtme", "overtime"),
        ("Overtme", "Overtime"),
        ("leavs", "leaves"),
        ("trail", "trial"),
    ],
)
def test_what_was_meant_is_the_likeliest_change(slip, word):
    assert meant(slip, TEXTS) == word


@pytest.mark.parametrize("word", ["tial", "drain", "goats", "train", "Train", "zzzzzz", "trxyin"])
def test_what_is_short_or_begins_otherwise_or_is_further_away_was_not_meant(word):
    assert meant(word, TEXTS) is None


@pytest.mark.parametrize(
    ("form", "other", "language"),
    [("fahre", "Fahrt", "de"), ("beantrage", "beantragt", "de"), ("pagado", "pagada", "es")],
)
def test_another_form_of_a_word_was_not_meant(form, other, language):
    assert meant(form, [f"Es heißt {other}."], language) is None


@pytest.mark.parametrize(
    ("slip", "word", "language"), [("Fahrtt", "Fahrt", "de"), ("reunon", "reunión", "es")]
)
def test_what_is_no_form_was_meant_in_other_languages_too(slip, word, language):
    assert meant(slip, [f"So: {word}"], language) == word


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("サーバ", "サーバー"),
        ("ｻｰﾊﾞ", "サーバー"),
        ("ヴァイオリン", "バイオリン"),
        ("ユーザーインタフェース", "ユーザ・インターフェイス"),
    ],
)
def test_words_that_sound_the_same_are_the_same(written, word):
    assert meant(written, [f"新しい{word}の説明"]) == word


@pytest.fixture
def filled(library, folder):
    for number, word in enumerate(["customers", "reimbursement", "probation"]):
        (folder / f"{number}.txt").write_text(f"Rules for {word} are here.")
    library.sync([folder])
    return library


def asked(library, word, scope=None):
    return library.ask(lambda snapshot: snapshot.find(Query(word)).meant(word), scope)


@pytest.mark.parametrize(
    ("slip", "word"),
    [("custmers", "customers"), ("reimbrsement", "reimbursement"), ("probaton", "probation")],
)
def test_a_slip_is_looked_up_among_all_passages(filled, slip, word):
    assert asked(filled, slip) == word


def test_nothing_that_a_reader_may_not_see_was_meant(filled):
    hidden = frozenset(d.id for d in filled.documents() if d.path != "0.txt")
    assert asked(filled, "custmers", Scope(hidden)) is None
    assert asked(filled, "probaton", Scope(hidden)) == "probation"


def test_an_empty_library_means_nothing(library, folder):
    (folder / "a.txt").write_text("1")
    library.sync([folder])
    assert asked(library, "probaton") is None
