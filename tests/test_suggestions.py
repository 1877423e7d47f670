"""Suggested questions: what they are made of, and that the documents answer them."""

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.suggestions import _questions_of
from assistant.types import Question
from index.types import Document, Section


def document(text, *headings):
    sections = tuple(Section(0, len(text), (heading,)) for heading in headings)
    return Document("d", "d.txt", "", text, "en", sections, (), "v")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Their Arctic cable project is a stroke of luck.", "What is the Arctic cable project?"),
        ("It ends. The outer pillars are the base.", "What are the outer pillars?"),
        ("The rescue plan—which cost much—is a failure.", "What is the rescue plan?"),
        ("‘safety component’ means a component.", "What does “safety component” mean?"),
    ],
)
def test_a_statement_becomes_a_question(text, question):
    assert list(_questions_of(document(text), "en")) == [question]


def test_a_japanese_statement_becomes_a_question():
    text = "光ケーブルは、海底に敷設されて大陸を結ぶ通信線である。"
    assert list(_questions_of(document(text), "ja")) == ["光ケーブルとは何ですか。"]


def test_headings_serve_where_nothing_is_stated():
    found = list(_questions_of(document("Text.", "Article 5. Right to erasure"), "en"))
    assert found == ["What is said about Right to erasure?"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_suggestion_is_answered(seeds_library, language):
    assistant = Assistant(seeds_library, Settings())
    suggested = assistant.suggestions(language)
    answers = [assistant.answering.invoke(Question(question)) for question in suggested]
    assert all(answer.answered for answer in answers)
    assert len({answer.citations[0].quote for answer in answers}) == len(suggested) > 2
