"""The language in which a question is answered."""

import pytest

from assistant.questions.language import answer_language


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How long is the notice period?", "en"),
        ("契約の通知期間はいつまでですか", "ja"),
        ("年次有給休暇", "ja"),
        ("Wie lange ist die Kündigungsfrist?", "de"),
        ("Quel est le délai de préavis ?", "fr"),
        ("¿Cuántos días de vacaciones tengo?", "es"),
        ("Кто утверждает поездки?", "en"),
        ("通知期限是多久?", "en"),
        ("kickoff Notiz", "en"),
        ("What does the clause 'in Kraft treten' mean?", "en"),
        ("Wie viel kostet das Kabel?", "de"),
        ("combien ça coûte", "fr"),
        ("Quanto costa il cavo?", "en"),
        ("dogs in errors.md?", "en"),
        ("", "en"),
    ],
)
def test_a_question_is_answered_in_its_own_language_where_there_is_a_catalogue(question, expected):
    assert answer_language(question) == expected
