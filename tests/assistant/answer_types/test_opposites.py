"""What is told of one thing holds of no other of its name."""

import pytest

from assistant.answer_types.opposites import other_one
from assistant.answers.chain import AnswerChain
from assistant.settings import Settings
from assistant.types import Question
from tests.libraries import library_of


@pytest.mark.parametrize(
    ("question", "block", "named"),
    [
        (
            "When does the last bus leave?",
            "The first bus leaves at 06:10.",
            ("last bus", "first bus"),
        ),
        (
            "Where is the south gate?",
            "The north gates are on Mill Road.",
            ("south gate", "north gates"),
        ),
        ("lowest bid?", "The highest bid was 90 euro.", ("lowest bid", "highest bid")),
        (
            "Wann fährt die letzte Fähre?",
            "Die erste Fähre fährt um 6 Uhr.",
            ("letzte Fähre", "erste Fähre"),
        ),
        ("最終バスは何時ですか", "始発バスは6時10分です。", ("最終バス", "始発バス")),
    ],
)
def test_a_block_about_the_other_one_is_told(question, block, named):
    assert other_one(question, block) == named


@pytest.mark.parametrize(
    ("question", "block"),
    [
        ("When does the first bus leave?", "The first bus leaves at 06:10."),
        ("When does the last bus leave?", "The first bus leaves at 6, the last one at 23."),
        ("When does the last bus leave?", "The first ferry leaves at 06:10."),
        ("Who paid last year?", "Ann paid in the first month."),
        ("When does the bus leave?", "The first bus leaves at 06:10."),
    ],
)
def test_a_block_about_the_same_one_or_another_thing_is_not(question, block):
    assert other_one(question, block) is None


@pytest.mark.parametrize(
    ("text", "asked", "other"),
    [
        ("The first bus to the pier leaves at 06:10.", "first bus", "last bus"),
        ("The highest berth of the yard is reached by a ladder.", "highest berth", "lowest berth"),
    ],
)
def test_what_is_told_of_the_other_one_is_not_even_a_perhaps(tmp_path, text, asked, other):
    with library_of(tmp_path, {"yard.md": f"# Yard\n\n{text}\n"}) as library:
        chain = AnswerChain(library, Settings(threshold=0.05, perhaps=0.01))
        said = [chain.invoke(Question(f"What about the {each}?")) for each in (asked, other)]
    assert [bool(answer.citations) for answer in said] == [True, False]
    assert said[1].nearest
