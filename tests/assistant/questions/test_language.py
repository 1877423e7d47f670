"""Which language a text is in, and which of its words carry its meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions.language import content_words, language_of
from index.text.language import language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cable runs under the sea.", "en"),
        ("電線は海の下を通る。", "ja"),
        ("TSMCの半導体は世界で使われています。", "ja"),
        ("海底电缆穿过北极。", "zh"),
        ("해저 케이블은 북극을 통과한다.", "ko"),
        ("12 + 30 = 42", "und"),
        ("Привет", "ru"),
        ("Das ist nicht die Behörde.", "de"),
        ("Report 2024", "en"),
        ("", "und"),
        ("The article in English cites 東京 once, and is English all the same.", "en"),
    ],
)
def test_the_script_tells_the_language(text, expected):
    assert language(text) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Where is the cable?", "en"),
        ("Où est le câble?", "en"),
        ("ขั้วโลกเหนือ", "en"),
        ("", "en"),
        ("電線はどこですか", "ja"),
        ("海底電線", "ja"),
        ("TSMCとは？", "ja"),
    ],
)
def test_a_question_is_answered_in_english_or_japanese(question, expected):
    assert language_of(question) == expected


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Where is the Arctic cable?", ["Arctic", "cable"]),
        ("cable, Cable and cable", ["cable", "Cable"]),
        ("Europe’s four-pillar plan", ["Europe’s", "four-pillar", "plan"]),
        ("What is it?", []),
        ("北極海のケーブルは何ですか", ["北極海", "ケーブル"]),
        ("TSMCの半導体について教えてください", ["TSMC", "半導体"]),
        ("5G/6Gとは何ですか", ["5G/6G"]),
        ("それは何ですか", []),
    ],
)
def test_content_words_are_those_that_carry_the_meaning(question, words):
    assert content_words(question) == words


@given(st.text(max_size=60))
def test_content_words_stand_in_the_question_once(question):
    words = content_words(question)
    assert all(word and word in question for word in words)
    assert len(set(words)) == len(words)
