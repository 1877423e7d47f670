"""Things that a question names side by side."""

import time

import pytest

from assistant.questions.alternatives import picked, things


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Where are the Baltic Sea and the North Sea?", ("the Baltic Sea", "the North Sea")),
        ("Compare Oslo, Kyoto, and Tainan.", ("Oslo", "Kyoto", "Tainan")),
        ("Is the Bank of Japan or Fed Funds meant?", ("the Bank of Japan", "Fed Funds")),
        ("バルト海と北海はどこですか", ("バルト海", "北海")),
    ],
)
def test_names_side_by_side_are_told_apart(text, names):
    assert things(text).names == names


@pytest.mark.parametrize(
    "text",
    ["", "Where is the Baltic Sea?", "Where do sand and gravel run?", "GDPRと整合する"],
)
def test_one_name_or_none_is_no_choice(text):
    assert things(text) is None


def test_one_stands_in_the_place_of_all():
    found = things("Where are Oslo and Kyoto today?")
    assert found.only("Oslo") == "Where are Oslo today?"


@pytest.mark.parametrize(
    ("question", "name"),
    [("the first?", "Oslo"), ("and the second", "Kyoto"), ("the third", ""), ("Why?", "")],
)
def test_a_question_picks_by_place(question, name):
    expected = f"Where are {name}?" if name else ""
    assert picked(question, "Where are Oslo and Kyoto?") == expected


@pytest.mark.parametrize("text", ["A " * 5_000, "A, " * 3_000, "A and " * 2_000, "海と" * 5_000])
def test_a_long_list_takes_no_long_time(text):
    began = time.process_time()
    things(text[:400])
    assert time.process_time() - began < 0.1
