"""Questions of rows in a conversation: of "them" is of no others than were named."""

import pytest

from assistant.answers.chain import AnswerChain
from assistant.settings import Settings
from assistant.types import Exchange, Outcome, Question
from tests.libraries import library_of

LIBRARIES = {
    "en": {
        "sailors.csv": (
            "Sailor,Crew,Wage,Languages\nAda,Fore,520,Danish\nBo,Fore,610,Frisian\n"
            "Cem,Aft,700,Frisian\nDee,Aft,480,Danish\nEli,Aft,550,Frisian\nFay,Helm,900,Danish\n"
        )
    },
    "de": {
        "matrosen.csv": (
            "Matrose,Wache,Lohn\nAnna,Bug,52000\nBente,Bug,61000\nClaas,Heck,70000\n"
            "Dörte,Heck,48000\nEike,Heck,55000\nFrauke,Kombüse,90000\n"
        )
    },
}


@pytest.fixture(scope="module")
def chains(tmp_path_factory):
    first, second = (
        library_of(tmp_path_factory.mktemp(language), LIBRARIES[language])
        for language in ("en", "de")
    )
    with first as english, second as german:
        yield {
            "en": AnswerChain(english, Settings()),
            "de": AnswerChain(german, Settings()),
        }


def ask(chain, *questions):
    history = ()
    for question in questions:
        answer = chain.invoke(Question(question, history))
        history = (*history, Exchange(question, answer.text, answer.answered))
    return answer


@pytest.mark.parametrize(
    ("language", "first", "then", "said"),
    [
        (
            "en",
            "How many sailors are in the Aft crew?",
            "Which of them has the highest wage?",
            "Cem",
        ),
        ("en", "What is the total wage of the Aft sailors?", "And the average?", "576.6667"),
        ("en", "Which sailor has the highest wage?", "And the lowest?", "Dee"),
        ("en", "How many sailors are in the Helm crew?", "Who of them has the lowest wage?", "Fay"),
        ("en", "What is the wage of the sailor Bo?", "And which one has the highest?", "Fay"),
        ("de", "Wie viele Matrosen sind im Heck?", "Wer von ihnen hat den höchsten Lohn?", "Claas"),
    ],
)
def test_what_is_asked_of_them_is_answered_of_them(chains, language, first, then, said):
    answer = ask(chains[language], first, then)
    assert said in answer.text
    assert answer.outcome is not Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("first", "then", "wrong"),
    [
        ("How many sailors earn more than 500?", "Which of them has the lowest wage?", "Dee"),
        ("Which sailors are in the Aft crew?", "Which of them has the highest wage?", "Fay"),
    ],
)
def test_others_are_never_the_sure_answer(chains, first, then, wrong):
    answer = ask(chains["en"], first, then)
    assert not (answer.answered and wrong in answer.text)
