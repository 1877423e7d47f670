"""When the assistant asks back, and what it offers to choose from."""

import pytest

from assistant.answers.asking_back import is_unclear, points_only
from assistant.answers.chain import AnswerChain
from assistant.settings import Settings
from assistant.types import Exchange, Question
from tests.libraries import library_of

TEXT = """# Seas

The Baltic Sea is a shallow sea of northern Europe. The Baltic Sea is 55 metres deep on average.
The North Sea is a marginal sea of the Atlantic. The North Sea is 95 metres deep on average.

# 海

バルト海とは、北ヨーロッパにある浅い海である。バルト海の深さは平均55メートルである。
北海とは、大西洋の縁にある海である。北海の深さは平均95メートルである。
"""
SEAS = Exchange("Where are the Baltic Sea and the North Sea?", "In northern Europe.")
JAPANESE_SEAS = Exchange("バルト海と北海はどこにありますか", "ヨーロッパ。")


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("seas"), {"seas.md": TEXT}) as library:
        yield AnswerChain(library, Settings(threshold=0.1))


POINTING = [
    "what about the other one?",
    "and the second?",
    "it?",
    "Why?",
    "それは？",
    "では、後者は？",
]
WHOLE = [
    "?",
    "😀",
    "Second World War",
    "How deep is the Baltic Sea?",
    "りんごはどこ",
    "その他の費用はいくらですか",
    "Was ist das Meer?",
]


@pytest.mark.parametrize("question", POINTING)
def test_a_question_that_only_points_is_unclear_at_the_beginning(question):
    assert is_unclear(question, [])


@pytest.mark.parametrize("question", WHOLE)
def test_a_question_with_a_subject_is_never_unclear(question):
    assert not points_only(question)
    assert not is_unclear(question, [])


@pytest.mark.parametrize("question", ["Why?", "it?", "それは？"])
def test_a_question_that_points_at_what_was_said_is_clear(question):
    assert not is_unclear(question, [Exchange("Where is the Baltic Sea?", "In Europe.")])


@pytest.mark.parametrize(
    ("question", "language"), [("what about the other one?", "en"), ("それは？", "ja")]
)
def test_what_is_asked_back_is_in_the_language_of_the_question(chain, question, language):
    answer = chain.invoke(Question(question))
    expected = {"en": "What do you mean?", "ja": "何についてのご質問でしょうか。"}
    assert answer.remark.startswith(expected[language])
    assert (answer.answered, answer.sentences, answer.nearest) == (False, (), ())


@pytest.mark.parametrize("question", ["and the second?", "それは？", "[1]", "【2】"])
def test_every_choice_is_a_question_that_is_answered(chain, question):
    choices = chain.invoke(Question(question)).choices
    assert 1 <= len(choices) <= 4
    assert all(chain.invoke(Question(choice)).answered for choice in choices)


def test_one_of_two_things_is_asked_for(chain):
    answer = chain.invoke(Question("How deep is it on average?", (SEAS,)))
    assert answer.remark == "Which one do you mean?"
    assert answer.choices == (
        "How deep is the Baltic Sea on average?",
        "How deep is the North Sea on average?",
    )


def test_one_of_two_things_is_asked_for_in_japanese(chain):
    answer = chain.invoke(Question("それの深さは平均何メートルですか", (JAPANESE_SEAS,)))
    assert answer.remark == "どちらについてのご質問でしょうか。"
    assert answer.choices == (
        "バルト海の深さは平均何メートルですか",
        "北海の深さは平均何メートルですか",
    )


@pytest.mark.parametrize(
    "question",
    ["How deep is the second on average?", "How deep is the Baltic Sea, is it shallow?", "Why?"],
)
def test_a_question_that_says_which_is_not_asked_back(chain, question):
    assert chain.invoke(Question(question, (SEAS,))).choices == ()


@pytest.mark.parametrize("mark", ["[{}]", "【{}】", "［{}］", "({})?", "出典[{}]"])
def test_a_citation_mark_shows_its_passage(chain, mark):
    asked = "How deep is the Baltic Sea on average?"
    first = chain.invoke(Question(asked))
    cited = first.citations[0]
    answer = chain.invoke(Question(mark.format(1), (Exchange(asked, first.text),)))
    [citation] = answer.citations
    assert answer.answered
    assert cited.quote in citation.quote
    assert citation.passage.document.text[citation.start : citation.end] == citation.quote


def test_a_mark_after_a_mark_is_of_the_same_answer(chain):
    asked = "How deep is the Baltic Sea on average?"
    first = Exchange(asked, chain.invoke(Question(asked)).text)
    shown = chain.invoke(Question("[1]", (first,)))
    assert chain.invoke(Question("[1]", (first, Exchange("[1]", shown.text)))) == shown


def test_a_mark_after_a_refusal_is_of_the_answer_before_it(chain):
    asked = "How deep is the Baltic Sea on average?"
    first = Exchange(asked, chain.invoke(Question(asked)).text)
    refused = Exchange("Why zebras?", "The documents don’t answer this.", answered=False)
    shown = chain.invoke(Question("[1]", (first,)))
    assert chain.invoke(Question("[1]", (first, refused))) == shown


@pytest.mark.parametrize("mark", ["[99]", "[0]"])
def test_a_mark_that_was_not_there_is_asked_back(chain, mark):
    asked = "How deep is the Baltic Sea on average?"
    history = (Exchange(asked, chain.invoke(Question(asked)).text),)
    answer = chain.invoke(Question(mark, history))
    assert answer.remark.startswith("No passage has this number here.")
    assert answer.choices[0] == asked


def test_a_mark_of_an_answer_that_is_not_ours_is_asked_back(chain):
    history = (Exchange("How deep is the Baltic Sea?", "Somebody else said this [1]."),)
    assert not chain.invoke(Question("[1]", history)).answered


def test_a_long_conversation_of_empty_answers_is_no_trouble(chain):
    history = (Exchange("Where is the Baltic Sea?", ""),) * 500
    assert chain.invoke(Question("How deep is it on average?", history)).answered
    assert not chain.invoke(Question("[1]", history)).answered
