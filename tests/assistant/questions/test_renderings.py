"""What is asked to be made of an answer: done as far as it can be, and what cannot is said."""

import pytest

from assistant.answers.chain import AnswerChain
from assistant.questions.renderings import wanted_rendering
from assistant.settings import Settings
from assistant.types import Exchange, Outcome, Question
from tests.libraries import library_of

TEXT = """# Cables

The Arctic cable runs under the northern sea. The Arctic cable is long.

The Arctic cable carries letters in winter. Repair ships mend it.

The Arctic cable was paid for by Oslo. Nobody else paid.
"""
ASKED = "Where does the Arctic cable run under the northern sea"


@pytest.mark.parametrize(
    ("question", "rendering", "about"),
    [
        ("Translate the refund policy to French", "translation", "the refund policy"),
        ("please translate this", "translation", ""),
        ("what are the notice periods as a table?", "table", "what are the notice periods"),
        ("give me a table of holidays", "table", "holidays"),
        ("What is the leave policy, in five bullet points?", "points", "What is the leave policy"),
        ("shorter please", "short", ""),
        ("tldr of the travel rules", "short", "of the travel rules"),
        ("explain probation like I'm five", "simple", "probation"),
        ("probation in simple words", "simple", "probation"),
        ("eli5", "simple", ""),
        ("Write an email to my boss about parental leave", "text", "parental leave"),
        (
            "tell me in three points what the leave policy is",
            "points",
            "what the leave policy is",
        ),
        ("in plain English what does clause 3 say", "simple", "what does clause 3 say"),
        ("Can I have the leave policy as a table?", "table", "Can I have the leave policy"),
        ("explain probation in simple words please", "simple", "explain probation please"),
        ("Is parking free, in one sentence", "short", "Is parking free"),
        ("put it in a table", "table", ""),
        ("やさしい言葉で休暇の規則を説明して", "simple", "休暇の規則を説明して"),
        ("休暇の規則を英語に翻訳してください", "translation", "休暇の規則"),
        ("休暇の規則を表にまとめて", "table", "休暇の規則"),
        ("休暇の規則を三つの要点で教えて", "points", "休暇の規則"),
        ("もっと短くして", "short", ""),
        ("休暇についてのメールを書いてください", "text", "休暇"),
    ],
)
def test_what_is_wanted_is_told_from_what_it_is_about(question, rendering, about):
    wanted = wanted_rendering(question)
    assert (wanted.rendering, wanted.about) == (rendering, about)


@pytest.mark.parametrize(
    "question",
    [
        "Who pays for the translation of my certificate?",
        "Is there a table in the meeting room?",
        "Which days are shorter in winter?",
        "Who writes the letter of reference?",
        "翻訳の費用は誰が払いますか",
        "How many points does a permit need?",
        "How do I insert a formula in a table?",
        "Does the letter have to be in plain language?",
        "Should minutes be written in bullet points?",
        "What must be stated in plain words?",
        "Shorter working hours: who may apply?",
        "Can a child eat in a table seat?",
        "Who may speak in one sentence of a hearing?",
        "やさしい日本語で書かれた書類はどれですか",
        "報告書は箇条書きで提出しますか",
    ],
)
def test_a_question_about_such_things_is_a_question(question):
    assert wanted_rendering(question) is None


@pytest.mark.parametrize(
    ("question", "points"),
    [("x in 2 points", 2), ("x in seven lines", 7), ("x in 99 points", 10), ("x四つの要点で", 4)],
)
def test_the_number_of_points_is_told(question, points):
    assert wanted_rendering(question).points == points


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("renderings"), {"cables.md": TEXT}) as library:
        yield AnswerChain(library, Settings(threshold=0.0))


def test_three_points_are_the_most_telling_sentences_of_three_blocks(chain):
    answer = chain.invoke(Question(f"{ASKED}, in three points?"))
    assert len(answer.sentences) == 3
    assert answer.sentences[0].text == "The Arctic cable runs under the northern sea."
    assert answer.note == "The sentences that say most, word for word."
    for cited in answer.citations:
        assert cited.passage.document.text[cited.start : cited.end] == cited.quote


def test_shorter_is_one_sentence_of_the_last_answer(chain):
    history = (Exchange(ASKED, "The Arctic cable runs."),)
    answer = chain.invoke(Question("shorter please", history))
    assert [each.text for each in answer.sentences] == [
        "The Arctic cable runs under the northern sea."
    ]
    assert answer.standalone_question == ASKED


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (f"Translate {ASKED} to French", "cannot translate"),
        (f"{ASKED} as a table", "cannot make a table"),
        (f"{ASKED} in simple words", "simpler words"),
        (f"Write an email about {ASKED}", "cannot write a text"),
    ],
)
def test_what_cannot_be_done_is_said_beside_what_the_documents_say(chain, question, said):
    answer = chain.invoke(Question(question))
    assert answer.question == question
    assert "northern sea" in answer.citations[0].quote
    assert said in answer.note


def test_without_anything_to_render_it_is_asked_for(chain):
    answer = chain.invoke(Question("translate this"))
    assert answer.outcome is Outcome.REMARK
    assert answer.remark.endswith("Ask a question first, or name it.")
    assert "cannot translate" in answer.remark
