"""Which words of a quote are marked as those that answer."""

from dataclasses import replace

import pytest

from assistant.evidence.evidence import Evidence
from assistant.evidence.marks import marks
from index.types import Document, Hit, Passage


def evidence(text, answers=(), aligned=(), language="en"):
    document = Document("d", "a.txt", "A", text, language, (), (), "v")
    hit = Hit(Passage("p", document, 0, len(text), text, (), None), 0.5, 1)
    spans = tuple((text.index(words), text.index(words) + len(words)) for words in answers)
    places = tuple(text.index(words) for words in aligned)
    return Evidence(hit, 0, len(text), 0.5, 0.5, True, spans, places)


def marked(found):
    return [found.hit.passage.document.text[start:end] for start, end in marks(found)]


def test_the_number_or_name_asked_for_is_marked_alone():
    assert marked(evidence("The cable is 40 km long.", ["40 km"], ["cable"])) == ["40 km"]


@pytest.mark.parametrize(
    ("said", "shown"), [(["3", "6", "12"], ["3", "6", "12"]), (["3", "6", "12", "40"], [])]
)
def test_of_many_different_numbers_none_is_marked(said, shown):
    assert marked(evidence("Of 40 cables, 3 broke, 6 were cut, 12 rest.", said)) == shown


def test_one_name_that_stands_there_often_is_marked_each_time():
    text = "Ann laid it, Ann mended it, Ann owns it, Ann sells it."
    found = evidence(text)
    places = tuple((i, i + 3) for i in range(len(text)) if text.startswith("Ann", i))
    assert marked(replace(found, answers=places)) == ["Ann"] * 4


def test_without_one_the_words_that_match_the_question_are_marked_whole():
    found = evidence("The undersea cables break.", aligned=["sea", "break"])
    assert marked(found) == ["undersea", "break"]


def test_function_words_are_not_marked():
    assert marked(evidence("It is the cable.", aligned=["is", "the", "cable"])) == ["cable"]
    assert marked(evidence("海の底", aligned=["海", "の"], language="ja")) == ["海"]


@pytest.mark.parametrize("gap", [" ", "-", ""])
def test_words_side_by_side_are_one_mark(gap):
    text = f"One red{gap}cable." if gap else "海底が深い。"
    aligned = ["red", "cable"] if gap else ["海", "底"]
    assert marked(evidence(text, aligned=aligned)) == [f"red{gap}cable" if gap else "海底"]


def test_nothing_is_marked_where_nothing_matches():
    assert marks(evidence("The cable.")) == ()
