"""What is answered without a search, and what must not be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions.small_talk import small_talk


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Hi", "greeting"),
        ("Good morning everyone", "greeting"),
        ("How are you today?", "greeting"),
        ("こんにちは", "greeting"),
        ("おはようございます。", "greeting"),
        ("Thanks", "thanks"),
        ("Great, thank you so much for your help!", "thanks"),
        ("どうもありがとうございました", "thanks"),
        ("Goodbye", "farewell"),
        ("See you later", "farewell"),
        ("では、また", "farewell"),
        ("What can you do?", "abilities"),
        ("help", "abilities"),
        ("What documents are indexed?", "abilities"),
        ("あなたは誰ですか?", "abilities"),
        ("使い方を教えてください", "abilities"),
    ],
)
def test_small_talk_is_known_in_both_languages(said, kind):
    assert small_talk(said) == kind


@pytest.mark.parametrize(
    "question",
    [
        "Hello cables",
        "Hi, how deep is the Baltic Sea?",
        "Thanks to whom was the cable laid?",
        "Who are you paying for the cable?",
        "What does help cost?",
        "Oh hello",
        "ありがとうは英語で何ですか",
        "こんにちは世界とは何ですか",
    ],
)
def test_a_question_to_the_documents_is_no_small_talk(question):
    assert small_talk(question) is None


@pytest.mark.parametrize("said", ["HELLO", " hello ", "Hello!!!", "ｈｅｌｌｏ", "...hello〜…"])
def test_case_width_and_marks_around_make_no_difference(said):
    assert small_talk(said) == "greeting"


@pytest.mark.parametrize("said", ["thank   you", "thank\nyou", "thank\u3000you"])
def test_any_space_between_words_counts_as_one(said):
    assert small_talk(said) == "thanks"


@given(
    st.sampled_from(["hello", "thanks", "goodbye", "help"]),
    st.text(alphabet="cdxyz", min_size=7, max_size=9),
)
def test_one_more_unknown_word_makes_it_a_question(said, word):
    assert small_talk(f"{said} {word}") is None


@pytest.mark.parametrize("question", ["x", "?!", "…", "Q?", "é"])
def test_a_single_letter_or_mark_asks_nothing(question):
    assert small_talk(question) == "unasked"


@pytest.mark.parametrize("question", ["C++", "7", "猫", "x-ray", "UK"])
def test_what_may_be_looked_up_is_asked(question):
    assert small_talk(question) is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Guten Tag!", "greeting"),
        ("Merci beaucoup !", "thanks"),
        ("¡Hasta luego!", "farewell"),
        ("¿Qué puedes hacer?", "abilities"),
    ],
)
def test_small_talk_is_known_in_the_languages_of_the_interface(question, kind):
    assert small_talk(question) == kind
